package journal

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
)

// canonical writes a value as JSON with sorted keys, no spaces and no HTML
// escapes, so that equal values have equal bytes. Floats are refused: money
// and points are integers, and a float's text depends on who prints it.
func canonical(value any) (json.RawMessage, error) {
	first, err := encode(value)
	if err != nil {
		return nil, err
	}
	decoder := json.NewDecoder(bytes.NewReader(first))
	decoder.UseNumber()
	var plain any
	if err := decoder.Decode(&plain); err != nil {
		return nil, err
	}
	if err := refuseFloats(plain); err != nil {
		return nil, err
	}
	return encode(plain)
}

func encode(value any) (json.RawMessage, error) {
	var out bytes.Buffer
	encoder := json.NewEncoder(&out)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(value); err != nil {
		return nil, fmt.Errorf("canonical JSON: %w", err)
	}
	return bytes.TrimRight(out.Bytes(), "\n"), nil
}

func refuseFloats(value any) error {
	switch v := value.(type) {
	case json.Number:
		if strings.ContainsAny(v.String(), ".eE") {
			return fmt.Errorf("canonical JSON: %s is not an integer", v)
		}
	case []any:
		for _, one := range v {
			if err := refuseFloats(one); err != nil {
				return err
			}
		}
	case map[string]any:
		for _, one := range v {
			if err := refuseFloats(one); err != nil {
				return err
			}
		}
	}
	return nil
}
