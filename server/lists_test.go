package server

import (
	"encoding/json"
	"reflect"
	"testing"
)

func TestFillListsLeavesNoNull(t *testing.T) {
	answer := listOf[entryView]{Items: []entryView{{}}}
	fillLists(reflect.ValueOf(&answer).Elem())
	var got map[string]any
	body, err := json.Marshal(answer)
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(body, &got); err != nil {
		t.Fatal(err)
	}
	entry := got["items"].([]any)[0].(map[string]any)
	for _, name := range []string{"opinions", "readers", "changes", "awards", "answers", "may", "criteria", "veto_reasons"} {
		if list, is := entry[name].([]any); !is || len(list) != 0 {
			t.Errorf("%s: got %v, want an empty list", name, entry[name])
		}
	}
	if vetoes, is := entry["explanation"].(map[string]any)["vetoes"].([]any); !is || len(vetoes) != 0 {
		t.Errorf("explanation.vetoes: got %v, want an empty list", vetoes)
	}
}
