package pack

import "qixing/fixed"

// ParseNumber reads a number as packs write it: 8, 60%, 0.5, 50000元 or 5万元, exactly. The error is fixed.ErrSyntax or fixed.ErrRange.
func ParseNumber(text string) (fixed.Value, error) { return parseLiteral(text) }
