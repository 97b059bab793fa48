// Package evidence handles what proves a case: it takes in folders and tables as offices hand them over (ReadFolder,
// ReadLedger, ReadBankStatement), keeps exhibits in the vault, binds evidence books, and writes and proves bags.
package evidence
