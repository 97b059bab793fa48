package prove

// Measure is Prove without its net below panics, for the fuzz target.
var Measure = measure
