package org

import (
	_ "embed"
	"strings"
	"sync"
	"unicode"
)

// readingTable has a line for each reading: the reading, a space, and its characters. It is the table of go-pinyin (MIT License, Copyright (c) 2016
// mozillazg) without its tones; the library itself would make a map of it whenever any command starts.
//
//go:embed readings.txt
var readingTable string

// surnames are read otherwise than the same characters elsewhere.
var surnames = map[string]string{
	"尉迟": "yu chi", "长孙": "zhang sun", "万俟": "mo qi", "澹台": "tan tai", "单于": "chan yu", "令狐": "ling hu",
	"单": "shan", "曾": "zeng", "仇": "qiu", "解": "xie", "任": "ren", "查": "zha", "朴": "piao", "区": "ou", "盖": "ge",
	"覃": "qin", "翟": "zhai", "缪": "miao", "乐": "yue", "冼": "xian", "繁": "po", "员": "yun", "召": "shao", "黑": "he",
	"秘": "bi", "折": "she", "种": "chong", "葛": "ge", "柏": "bai", "褚": "chu", "句": "gou", "燕": "yan", "宁": "ning",
	"能": "nai", "哈": "ha", "牟": "mou", "沈": "shen", "车": "che", "祭": "zhai", "那": "na", "撒": "sa", "谌": "chen",
	"隗": "wei", "郇": "xun", "逄": "pang", "都": "du", "过": "guo", "华": "hua", "纪": "ji", "洗": "xian", "应": "ying",
	"尉": "wei", "余": "yu", "晟": "cheng", "晁": "chao", "贾": "jia", "石": "shi", "薄": "bo", "卜": "bu", "干": "gan",
}

// Pinyin is how a title is typed: 西关村 → xiguancun. Latin letters and digits stay, all else is left out.
func Pinyin(text string) string { return strings.Join(syllables(text), "") }

// NamePinyin is how a person's name is typed, in full and by initials: 单雨 → shanyu, sy.
func NamePinyin(name string) (full, initials string) {
	var read []string
	for _, length := range []int{2, 1} {
		surname, given := cut(name, length)
		if reading, ok := surnames[surname]; ok {
			read = append(strings.Fields(reading), syllables(given)...)
			break
		}
	}
	if read == nil {
		read = syllables(name)
	}
	var first strings.Builder
	for _, syllable := range read {
		first.WriteByte(syllable[0])
	}
	return strings.Join(read, ""), first.String()
}

// cut splits a name after its first characters.
func cut(name string, length int) (head, tail string) {
	runes := []rune(name)
	if len(runes) < length {
		return name, ""
	}
	return string(runes[:length]), string(runes[length:])
}

func syllables(text string) []string {
	var all []string
	for _, r := range text {
		if reading := syllable(r); reading != "" {
			all = append(all, reading)
		}
	}
	return all
}

// readings remembers each character's reading: finding one searches the table, and a whole country's units use a few thousand characters.
var readings sync.Map

func syllable(r rune) string {
	if known, ok := readings.Load(r); ok {
		return known.(string)
	}
	reading := readingOf(r)
	if r < unicode.MaxASCII && (unicode.IsLetter(r) || unicode.IsDigit(r)) {
		reading = strings.ToLower(string(r))
	}
	readings.Store(r, reading)
	return reading
}

// readingOf is how a character is read, or "".
func readingOf(r rune) string {
	at := strings.IndexRune(readingTable, r)
	if r < unicode.MaxASCII || at < 0 {
		return ""
	}
	line := strings.LastIndexByte(readingTable[:at], '\n') + 1
	reading, _, _ := strings.Cut(readingTable[line:at], " ")
	return reading
}
