import Markup
import Testing

@testable import Templates

@Suite("sections") struct SectionTests {
  private static let deep: TemplateValue = [
    "a": ["one": "1"], "b": ["two": "2"], "c": ["three": "3", "d": ["four": "4", "five": "5"]],
  ]
  private static let numbers: TemplateValue = ["list": ["1", "2", "3"]]

  static let cases: [SpecificationCase] = [
    .init("true shows", "{{#x}}shown{{/x}}", ["x": true], "shown"),
    .init("false hides", "{{#x}}shown{{/x}}", ["x": false], ""),
    .init("none hides", "{{#x}}shown{{/x}}", ["x": .none], ""),
    .init("an unknown name hides", "[{{#x}}shown{{/x}}]", "[]"),
    .init("empty text hides", "[{{#x}}shown{{/x}}]", ["x": ""], "[]"),
    .init("text shows and is the item", "{{#x}}({{.}}){{/x}}", ["x": "a"], "(a)"),
    .init("markup shows and is the item", "{{#x}}({{{.}}}){{/x}}", ["x": .markup(.text("a"))], "(a)"),
    .init("empty markup hides", "[{{#x}}shown{{/x}}]", ["x": .markup(.empty)], "[]"),
    .init("an object is looked into", "{{#c}}Hi {{name}}.{{/c}}", ["c": ["name": "Joe"]], "Hi Joe."),
    .init(
      "names are looked for outside too", "{{#s}}{{a}}, {{b}}, {{c.d}}{{/s}}",
      ["a": "foo", "b": "wrong", "s": ["b": "bar"], "c": ["d": "baz"]],
      "foo, bar, baz"),
    .init(
      "nested objects", "{{#a}}{{one}}{{#b}}{{one}}{{two}}{{#c.d}}{{one}}{{two}}{{four}}{{/c.d}}{{/b}}{{/a}}", deep, "112124"),
    .init("a list repeats", "{{#list}}{{item}}{{/list}}", ["list": [["item": "1"], ["item": "2"], ["item": "3"]]], "123"),
    .init("an empty list hides", "[{{#list}}x{{/list}}]", ["list": []], "[]"),
    .init("two sections of one name", "{{#b}}1{{/b}} {{t}} {{#b}}2{{/b}}", ["b": true, "t": "and"], "1 and 2"),
    .init("nested, true", "|A {{#b}}B {{#b}}C{{/b}} D{{/b}} E|", ["b": true], "|A B C D E|"),
    .init("nested, false", "|A {{#b}}B {{#b}}C{{/b}} D{{/b}} E|", ["b": false], "|A  E|"),
    .init("a dot is the item", "{{#list}}({{.}}){{/list}}", numbers, "(1)(2)(3)"),
    .init("a dot escapes", "{{#list}}({{.}}){{/list}}", ["list": ["&"]], "(&amp;)"),
    .init("a dot with three braces", "{{#list}}({{{.}}}){{/list}}", ["list": ["&"]], "(&)"),
    .init("a dot with an ampersand", "{{#list}}({{&.}}){{/list}}", ["list": ["&"]], "(&)"),
    .init("a list of lists", "{{#l}}({{#.}}{{.}}{{/.}}){{/l}}", ["l": [["1", "2"], ["a"]]], "(12)(a)"),
    .init("a root list", "{{#.}}({{v}}){{/.}}", [["v": "a"], ["v": "b"]], "(a)(b)"),
    .init("dotted names, true", "{{#a.b.c}}x{{/a.b.c}}", ["a": ["b": ["c": true]]], "x"),
    .init("dotted names, false", "[{{#a.b.c}}x{{/a.b.c}}]", ["a": ["b": ["c": false]]], "[]"),
    .init("dotted names, broken", "[{{#a.b.c}}x{{/a.b.c}}]", ["a": [:]], "[]"),
    .init("blanks around stay", " | {{#b}}\t|\t{{/b}} | \n", ["b": true], " | \t|\t | \n"),
    .init("blanks within stay", " | {{#b}} {{! x }}\n {{/b}} | \n", ["b": true], " |  \n  | \n"),
    .init("lines beside stay", " {{#b}}YES{{/b}}\n {{#b}}GOOD{{/b}}\n", ["b": true], " YES\n GOOD\n"),
    .init("alone on a line the tag takes the line", "| A\n{{#b}}\n|\n{{/b}}\n| B\n", ["b": true], "| A\n|\n| B\n"),
    .init("with an indent too", "| A\n  {{#b}}\n|\n  {{/b}}\n| B\n", ["b": true], "| A\n|\n| B\n"),
    .init("with CRLF", "|\r\n{{#b}}\r\n{{/b}}\r\n|", ["b": true], "|\r\n|"),
    .init("on the first line", "  {{#b}}\n#{{/b}}\n/", ["b": true], "#\n/"),
    .init("on the last line", "#{{#b}}\n/\n  {{/b}}", ["b": true], "#\n/\n"),
    .init("two tags on a line do not stand alone", "{{#b}}{{/b}}\nx", ["b": true], "\nx"),
    .init("blanks in the tag do not count", "|{{# b }}={{/ b }}|", ["b": true], "|=|"),
    .init("a list's lines", "{{#l}}\n- {{.}}\n{{/l}}\n", ["l": ["a", "b"]], "- a\n- b\n"),
    .init("none within does not look outside", "{{#s}}[{{x}}]{{/s}}", ["x": "outer", "s": ["x": .none]], "[]"),
    .init("a flag is no item", "{{#f}}{{x}}{{/f}}", ["f": true, "x": "y"], "y"),
  ]

  @Test("a section shows, hides and repeats as the specification says", arguments: cases)
  func specification(_ one: SpecificationCase) throws { try one.check() }
}

@Suite("inverted sections") struct InvertedSectionTests {
  static let cases: [SpecificationCase] = [
    .init("false shows", "{{^x}}shown{{/x}}", ["x": false], "shown"),
    .init("true hides", "[{{^x}}shown{{/x}}]", ["x": true], "[]"),
    .init("none shows", "{{^x}}shown{{/x}}", ["x": .none], "shown"),
    .init("an unknown name shows", "{{^x}}shown{{/x}}", "shown"),
    .init("an object hides", "[{{^x}}shown{{/x}}]", ["x": ["name": "Joe"]], "[]"),
    .init("a list hides", "[{{^x}}shown{{/x}}]", ["x": [["n": "1"]]], "[]"),
    .init("an empty list shows", "{{^x}}shown{{/x}}", ["x": []], "shown"),
    .init("two sections of one name", "{{^b}}1{{/b}} {{t}} {{^b}}2{{/b}}", ["b": false, "t": "and"], "1 and 2"),
    .init("nested, false", "|A {{^b}}B {{^b}}C{{/b}} D{{/b}} E|", ["b": false], "|A B C D E|"),
    .init("nested, true", "|A {{^b}}B {{^b}}C{{/b}} D{{/b}} E|", ["b": true], "|A  E|"),
    .init("dotted names, true", "[{{^a.b}}x{{/a.b}}]", ["a": ["b": true]], "[]"),
    .init("dotted names, false", "{{^a.b}}x{{/a.b}}", ["a": ["b": false]], "x"),
    .init("dotted names, broken", "{{^a.b.c}}x{{/a.b.c}}", ["a": [:]], "x"),
    .init("blanks around stay", " | {{^b}}\t|\t{{/b}} | \n", ["b": false], " | \t|\t | \n"),
    .init("blanks within stay", " | {{^b}} {{! x }}\n {{/b}} | \n", ["b": false], " |  \n  | \n"),
    .init("lines beside stay", " {{^b}}NO{{/b}}\n {{^b}}WAY{{/b}}\n", ["b": false], " NO\n WAY\n"),
    .init("alone on a line the tag takes the line", "| A\n{{^b}}\n|\n{{/b}}\n| B\n", ["b": false], "| A\n|\n| B\n"),
    .init("with an indent too", "| A\n  {{^b}}\n|\n  {{/b}}\n| B\n", ["b": false], "| A\n|\n| B\n"),
    .init("with CRLF", "|\r\n{{^b}}\r\n{{/b}}\r\n|", ["b": false], "|\r\n|"),
    .init("on the first line", "  {{^b}}\n^{{/b}}\n/", ["b": false], "^\n/"),
    .init("on the last line", "^{{^b}}\n/\n  {{/b}}", ["b": false], "^\n/\n"),
    .init("blanks in the tag do not count", "|{{^ b }}={{/ b }}|", ["b": false], "|=|"),
  ]

  @Test("an inverted section is the opposite of a section", arguments: cases)
  func specification(_ one: SpecificationCase) throws { try one.check() }
}

@Suite("partials") struct PartialTests {
  private static let tree: TemplateValue = ["content": "X", "nodes": [["content": "Y", "nodes": []]]]

  static let cases: [SpecificationCase] = [
    .init("a name includes a template", "\"{{>p}}\"", partials: ["p": "from partial"], "\"from partial\""),
    .init("the context goes with it", "\"{{>p}}\"", ["text": "content"], partials: ["p": "*{{text}}*"], "\"*content*\""),
    .init(
      "it may include itself within a section", "{{>node}}", tree, partials: ["node": "{{content}}<{{#nodes}}{{>node}}{{/nodes}}>"],
      "X<Y<>>"),
    .init("it may include others", "{{>o}}", ["a": "1", "b": "2"], partials: ["o": "*{{a}} {{>i}}*", "i": "{{b}}!"], "*1 2!*"),
    .init("blanks around stay", "| {{>p}} |", partials: ["p": "\t|\t"], "| \t|\t |"),
    .init("beside text nothing is indented", "  {{d}}  {{> p}}\n", ["d": "|"], partials: ["p": ">\n>"], "  |  >\n>\n"),
    .init("with CRLF", "|\r\n{{>p}}\r\n|", partials: ["p": ">"], "|\r\n>|"),
    .init("on the first line", "  {{>p}}\n>", partials: ["p": ">\n>"], "  >\n  >>"),
    .init("on the last line", ">\n  {{>p}}", partials: ["p": ">\n>"], ">\n  >\n  >"),
    .init(
      "each of its lines is indented, but not those of a value", "\\\n {{>p}}\n/\n", ["content": "<\n->"],
      partials: ["p": "|\n{{{content}}}\n|\n"], "\\\n |\n <\n->\n |\n/\n"),
    .init("blanks in the tag do not count", "|{{> p }}|", partials: ["p": "[]"], "|[]|"),
    .init(
      "indents add up", " {{>o}}\nz", partials: ["o": "a\n {{>i}}\nb\n", "i": "c\nd\n"], " a\n  c\n  d\n b\nz"),
    .init(
      "a section's lines are indented", "  {{>p}}\n", ["l": ["a", "b"]], partials: ["p": "{{#l}}\n- {{.}}\n{{/l}}\n"], "  - a\n  - b\n"),
    .init(
      "a partial beside text in an indented one", "  {{>o}}\n", partials: ["o": "x {{>i}}\ny\n", "i": "1\n2"], "  x 1\n2\n  y\n"),
    .init("an empty partial", "a\n  {{>p}}\nb", partials: ["p": ""], "a\nb"),
  ]

  @Test("a partial is included as the specification says", arguments: cases)
  func specification(_ one: SpecificationCase) throws { try one.check() }
}
