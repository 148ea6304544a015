package score

import (
	"cmp"
	"slices"
	"strings"

	"qixing/expression"
	"qixing/fixed"
)

// sentence puts into words where an indicator's points come from.
func (r *Result) sentence(ind *indicator, x *ExplainedIndicator, i int) sentence {
	if x.isAbsent() {
		return r.absentSentence(ind, x)
	}
	var s sentence
	switch ind.rule {
	case Linear:
		unit := x.Inputs[0].unit()
		s = newSentence("score.linear", "from", inUnit(r.plan.resolved(ind.declared.Linear.From), unit), "to", inUnit(r.plan.resolved(ind.declared.Linear.To), unit))
	case Bands:
		s = r.bandSentence(ind, x)
	case Each:
		s = r.eachSentence(ind, x)
	case Rank:
		s = r.rankSentence(ind, i)
	case RatedBy:
		s = r.ratedSentence(ind, i)
	case Expr:
		s = newSentence("score.expr", "formula", r.plan.readable(ind.program), "inputs", listed(x.Inputs))
	default:
		s = newSentence("score." + string(ind.rule))
	}
	if ind.measure != "" {
		s.words["measure"], s.words["value"] = x.Inputs[0].title(), x.Inputs[0].display()
	}
	s.words["points"] = pointsOf(x.Points)
	return s
}

// absentSentence speaks of what is missing, what doesn't apply, and what people made of it.
func (r *Result) absentSentence(ind *indicator, x *ExplainedIndicator) sentence {
	missing := words{}
	for _, input := range x.Inputs {
		if input.State == expression.Missing {
			missing = words{missing.zh + "、" + input.title().zh, missing.en + ", " + input.title().en}
		}
	}
	missing = words{strings.TrimPrefix(missing.zh, "、"), strings.TrimPrefix(missing.en, ", ")}
	if missing.zh == "" {
		missing = words{"评分或评议结果", "ratings"}
	}
	switch {
	case x.Decision != nil && x.Decision.NotApplicable:
		return newSentence("score.decided.not_applicable", "missing", missing, "reason", both(x.Decision.Reason))
	case x.Decision != nil:
		return newSentence("score.decided.points", "missing", missing, "points", pointsOf(x.Points), "reason", both(x.Decision.Reason))
	case x.State == expression.NotApplicable && ind.applies != nil:
		return newSentence("score.not_applicable.condition", "condition", r.plan.readable(ind.applies))
	case x.State == expression.NotApplicable:
		return newSentence("score.not_applicable.input", "inputs", listed(x.Inputs))
	case ind.zero:
		return newSentence("score.missing.zero", "missing", missing)
	}
	return newSentence("score.missing.open", "missing", missing)
}

func listed(inputs []ExplainedInput) words {
	var list words
	for n, input := range inputs {
		if n > 0 {
			list = words{list.zh + "、", list.en + ", "}
		}
		list = words{list.zh + input.title().zh + " " + input.display().zh, list.en + input.title().en + " " + input.display().en}
	}
	return list
}

// bandSentence finds the bounds on either side of the value.
func (r *Result) bandSentence(ind *indicator, x *ExplainedIndicator) sentence {
	bands, kind := ind.declared.Bands.AtLeast, "at_least"
	if len(bands) == 0 { // "at most" reads the same intervals from the other end
		bands, kind = slices.Concat(ind.declared.Bands.Above, ind.declared.Bands.AtMost), "above"
	}
	value, unit := x.Inputs[0].Value, x.Inputs[0].unit()
	var bounds []fixed.Value
	for _, band := range bands {
		bounds = append(bounds, r.plan.resolved(band.Bound))
	}
	slices.Sort(bounds)
	reached := 0
	for _, bound := range bounds {
		if value > bound || (value == bound && kind == "at_least") {
			reached++
		}
	}
	switch reached {
	case 0:
		return newSentence("score."+kind+".below", "high", boundInUnit(bounds[0], unit))
	case len(bounds):
		return newSentence("score."+kind+".top", "low", boundInUnit(bounds[reached-1], unit))
	}
	return newSentence("score."+kind+".between", "low", boundInUnit(bounds[reached-1], unit), "high", boundInUnit(bounds[reached], unit))
}

func (r *Result) eachSentence(ind *indicator, x *ExplainedIndicator) sentence {
	declared := ind.declared.Each
	unit, points := x.Inputs[0].unit(), r.plan.resolved(declared.Points)
	if unit == "" {
		unit = "项"
	}
	most, key := x.Of.Value(), "score.each.adds"
	limit := declared.AtMost
	if points < 0 {
		points, most, key = -points, 0, "score.each.deducts"
		limit = declared.AtLeast
	}
	if limit != nil {
		most = r.plan.resolved(*limit)
	}
	return newSentence(key, "unit", both(unit), "each", both(points.String()), "limit", both(max(most, -most).String()))
}

// rankSentence counts once more who stands before and beside.
func (r *Result) rankSentence(ind *indicator, i int) sentence {
	column, groups := r.measure(ind.measure), r.peers(ind)
	before, beside, count := 0, 0, 0
	for j := range r.rows {
		if (groups != nil && groups[j] != groups[i]) || stateAt(column, int32(j)) != expression.Present {
			continue
		}
		count++
		switch order := cmp.Compare(column.Values[j], column.Values[i]); {
		case order == 0:
			beside++
		case (order > 0) != (ind.declared.Rank.Order == "asc"):
			before++
		}
	}
	peers, key := words{"全县", "the county"}, "score.rank.alone"
	if ind.declared.Rank.Among == "town" {
		peers = words{"全镇", "the town"}
	}
	if len(ind.declared.Rank.Alike) > 0 {
		peers = words{peers.zh + "同类", peers.en + " among its like"}
	}
	if beside > 1 {
		key = "score.rank.shared"
	}
	return newSentence(key, "peers", peers, "count", whole64(int64(count)), "place", whole64(int64(before+1)), "equals", whole64(int64(beside)))
}

func (r *Result) ratedSentence(ind *indicator, i int) sentence {
	ratings, key := r.in.Ratings[ind.key][i], "score.rated_by.all"
	if ind.declared.RatedBy.DropExtremes && len(ratings) >= extremesFrom {
		key = "score.rated_by.trimmed"
	}
	return newSentence(key, "count", whole64(int64(len(ratings))))
}
