// Package liaison is what the program knows and does: cases of wrongly received social-insurance benefits, the evidence,
// the claim, the letters, what authorities decide, and the money that comes back. It knows no HTTP, SQL, S3 or PDF.
package liaison
