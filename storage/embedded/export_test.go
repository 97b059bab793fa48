package embedded

// TestingBase is testBase for the tests outside the package.
func TestingBase() string { return testBase() }
