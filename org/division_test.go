package org_test

import (
	"bytes"
	"testing"
	"testing/fstest"

	"qixing/org"
)

func divisionFiles(villages string) fstest.MapFS {
	return fstest.MapFS{
		"areas.csv":    {Data: []byte("code,name,cityCode,provinceCode\n610326,甲县,6103,61\n610327,乙县,6103,61\n610402,丙区,6104,61\n")},
		"streets.csv":  {Data: []byte("code,name,areaCode,provinceCode,cityCode\n610326100,甲镇,610326,61,6103\n610327001,乙街道,610327,61,6103\n610402100,丙镇,610402,61,6104\n")},
		"villages.csv": {Data: []byte("code,name,streetCode,provinceCode,cityCode,areaCode\n" + villages)},
	}
}

const divisionVillages = `610326100201,东村委会,610326100,61,6103,610326
610327001001,城南社区居委会,610327001,61,6103,610327
610327001002,老街居委会,610327001,61,6103,610327
610327001200,西关村村民委员会,610327001,61,6103,610327
610402100200,北村民委员会,610402100,61,6104,610402
`

func TestReadDivisions(t *testing.T) {
	cases := []struct {
		prefix string
		want   string
	}{
		{"", "甲县 甲镇 东村 乙县 乙街道 城南社区 老街社区 西关村 丙区 丙镇 北村"},
		{"6103", "甲县 甲镇 东村 乙县 乙街道 城南社区 老街社区 西关村"},
		{"610327", "乙县 乙街道 城南社区 老街社区 西关村"},
		{"99", ""},
	}
	for _, c := range cases {
		t.Run("prefix "+c.prefix, func(t *testing.T) {
			var units []org.Unit
			for division, err := range org.ReadDivisions(divisionFiles(divisionVillages), c.prefix) {
				if err != nil {
					t.Fatal(err)
				}
				for _, row := range division.Rows {
					units = append(units, org.Unit{Title: row.Title})
					if (row.Kind == org.Village) != (row.Code[len(row.Code)-3] == '2' && len(row.Code) == 12) {
						t.Errorf("%s %s is a %s", row.Code, row.Title, row.Kind)
					}
				}
			}
			if got := titles(units); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

func TestReadDivisionsRefusals(t *testing.T) {
	unsorted := divisionFiles("610327001200,乙村委会,610327001,61,6103,610327\n610327001100,甲村委会,610327001,61,6103,610327\n")
	missing := divisionFiles("")
	delete(missing, "streets.csv")
	for key, files := range map[string]fstest.MapFS{"org.divisions_order": unsorted, "org.divisions_missing": missing} {
		var last error
		for _, err := range org.ReadDivisions(files, "") {
			last = err
		}
		wantFault(t, key, last)
	}
}

func TestFindDivision(t *testing.T) {
	files := divisionFiles("610327001200,乙村委会,610327001,61,6103,610327\n")
	division, err := org.FindDivision(files, "610327")
	if err != nil || division.County != "610327" {
		t.Fatalf("got %q, %v", division.County, err)
	}
	var list bytes.Buffer
	if err := org.WriteUnits(&list, division.Rows); err != nil {
		t.Fatal(err)
	}
	again, err := org.ReadUnits(&list)
	if err != nil || len(again) != len(division.Rows) {
		t.Fatalf("wrote %d rows, read %d, %v", len(division.Rows), len(again), err)
	}
	for i, row := range again {
		if want := division.Rows[i]; row.Code != want.Code || row.Kind != want.Kind || row.Title != want.Title || row.Parent != want.Parent {
			t.Errorf("row %d is %+v, want %+v", i, row, want)
		}
	}
	for _, code := range []string{"610399", "6103", "61032"} {
		_, err := org.FindDivision(files, code)
		wantFault(t, "org.no_division", err)
	}
}
