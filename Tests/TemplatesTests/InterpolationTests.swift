import Markup
import Testing

@testable import Templates

@Suite("interpolation") struct InterpolationTests {
  private static let nested: TemplateValue = ["a": ["b": ["c": ["d": ["e": ["name": "Ada"]]]]]]
  private static let hidden: TemplateValue = ["a": ["b": [:]], "c": ["name": "Bo"]]

  static let cases: [SpecificationCase] = [
    .init("text without tags stays", "Hello from {Mustache}!\n", "Hello from {Mustache}!\n"),
    .init("a name is replaced", "Hello, {{who}}!\n", ["who": "world"], "Hello, world!\n"),
    .init("no second interpolation of a value", "{{a}}: {{b}}", ["a": "{{b}}", "b": "x"], "{{b}}: x"),
    .init("two braces escape", "{{x}}", ["x": "& \" < >"], "&amp; &quot; &lt; &gt;"),
    .init("an apostrophe is escaped too", "{{x}}", ["x": "'"], "&#39;"),
    .init("three braces do not escape", "{{{x}}}", ["x": "& \" < >"], "& \" < >"),
    .init("an ampersand does not escape", "{{&x}}", ["x": "& \" < >"], "& \" < >"),
    .init("digits are text", "\"{{mph}} miles\"", ["mph": "85"], "\"85 miles\""),
    .init("none is empty", "I ({{x}})", ["x": .none], "I ()"),
    .init("none is empty with three braces", "I ({{{x}}})", ["x": .none], "I ()"),
    .init("none is empty with an ampersand", "I ({{&x}})", ["x": .none], "I ()"),
    .init("an unknown name is empty", "I ({{x}})", "I ()"),
    .init("an unknown name is empty with three braces", "I ({{{x}}})", "I ()"),
    .init("an unknown name is empty with an ampersand", "I ({{&x}})", "I ()"),
    .init("dotted names equal sections", "{{p.name}} == {{#p}}{{name}}{{/p}}", ["p": ["name": "Joe"]], "Joe == Joe"),
    .init("dotted names with three braces", "{{{p.name}}}", ["p": ["name": "<b>"]], "<b>"),
    .init("dotted names with an ampersand", "{{&p.name}}", ["p": ["name": "<b>"]], "<b>"),
    .init("dotted names of any depth", "{{a.b.c.d.e.name}}", nested, "Ada"),
    .init("a broken chain is empty", "({{a.b.c}})", ["a": [:]], "()"),
    .init("a broken chain does not look outside", "({{a.b.c.name}})", ["a": ["b": [:]], "c": ["name": "Jim"]], "()"),
    .init("the first part is looked for outside", "{{#a}}{{b.c}}{{/a}}", ["a": [:], "b": ["c": "x"]], "x"),
    .init("later parts are not", "({{#a}}{{b.c}}{{/a}})", ["a": ["b": [:]], "b": ["c": "wrong"]], "()"),
    .init("a name with a dot is no single key", "({{a.b}})", ["a.b": "wrong"], "()"),
    .init("a dotted path masks a single key", "{{a.b}}", ["a.b": "c", "a": ["b": "d"]], "d"),
    .init("a dot is the value itself", "Hello, {{.}}!", "world", "Hello, world!"),
    .init("a dot escapes", "{{.}}", "& \" < >", "&amp; &quot; &lt; &gt;"),
    .init("a dot with three braces does not", "{{{.}}}", "& \" < >", "& \" < >"),
    .init("a dot with an ampersand does not", "{{&.}}", "& \" < >", "& \" < >"),
    .init("blanks around stay", "| {{x}} |", ["x": "---"], "| --- |"),
    .init("blanks around stay with three braces", "| {{{x}}} |", ["x": "---"], "| --- |"),
    .init("blanks around stay with an ampersand", "| {{&x}} |", ["x": "---"], "| --- |"),
    .init("a line of its own stays a line", "  {{x}}\n", ["x": "---"], "  ---\n"),
    .init("a line of its own stays with three braces", "  {{{x}}}\n", ["x": "---"], "  ---\n"),
    .init("a line of its own stays with an ampersand", "  {{&x}}\n", ["x": "---"], "  ---\n"),
    .init("blanks in the tag do not count", "|{{ x }}|", ["x": "---"], "|---|"),
    .init("blanks in three braces do not count", "|{{{ x }}}|", ["x": "---"], "|---|"),
    .init("blanks after an ampersand do not count", "|{{& x }}|", ["x": "---"], "|---|"),
    .init("markup is written by three braces", "{{{x}}}", ["x": .markup(.text("<"))], "&lt;"),
    .init("letters of any script are names", "{{größe}}", ["größe": "1"], "1"),
  ]

  @Test("a tag is replaced as the specification says", arguments: cases)
  func specification(_ one: SpecificationCase) throws { try one.check() }
}

@Suite("comments") struct CommentTests {
  static let cases: [SpecificationCase] = [
    .init("a comment is left out", "12345{{! comment }}67890", "1234567890"),
    .init("over several lines", "12345{{!\n  a\n  b\n}}67890\n", "1234567890\n"),
    .init("alone on a line it takes the line", "Begin.\n{{! c }}\nEnd.\n", "Begin.\nEnd.\n"),
    .init("with an indent too", "Begin.\n  {{! c }}\nEnd.\n", "Begin.\nEnd.\n"),
    .init("with CRLF", "|\r\n{{! c }}\r\n|", "|\r\n|"),
    .init("on the first line", "  {{! c }}\n!", "!"),
    .init("on the last line without a line end", "!\n  {{! c }}", "!\n"),
    .init("over several lines alone", "Begin.\n{{!\nc\n}}\nEnd.\n", "Begin.\nEnd.\n"),
    .init("over several indented lines alone", "Begin.\n  {{!\n    c\n  }}\nEnd.\n", "Begin.\nEnd.\n"),
    .init("beside text the line stays", "  12 {{! 34 }}\n", "  12 \n"),
    .init("blanks around stay", "12345 {{! c }} 67890", "12345  67890"),
    .init("a comment is no name", "({{! x }})", ["! x": "1", "!x": "2", "x": "3"], "()"),
    .init("an empty comment", "a{{!}}b", "ab"),
  ]

  @Test("a comment writes nothing", arguments: cases)
  func specification(_ one: SpecificationCase) throws { try one.check() }
}

@Suite("delimiters") struct DelimiterTests {
  private static let text: TemplateValue = ["text": "Hey!"]
  static let cases: [SpecificationCase] = [
    .init("a pair", "{{=<% %>=}}(<%text%>)", text, "(Hey!)"),
    .init("characters with a meaning elsewhere", "({{=[ ]=}}[text])", text, "(Hey!)"),
    .init("the old ones are text", "{{=<% %>=}}{{text}}<%text%>", text, "{{text}}Hey!"),
    .init(
      "they go on within sections", "[\n{{#s}}\n  {{d}}\n  |d|\n{{/s}}\n\n{{= | | =}}\n|#s|\n  {{d}}\n  |d|\n|/s|\n]\n",
      ["s": true, "d": "I"], "[\n  I\n  |d|\n\n  {{d}}\n  I\n]\n"),
    .init(
      "they go on within inverted sections", "[\n{{^s}}\n  {{d}}\n  |d|\n{{/s}}\n\n{{= | | =}}\n|^s|\n  {{d}}\n  |d|\n|/s|\n]\n",
      ["s": false, "d": "I"], "[\n  I\n  |d|\n\n  {{d}}\n  I\n]\n"),
    .init(
      "a partial starts with its own", "[ {{>p}} ]\n{{= | | =}}\n[ |>p| ]\n", ["v": "yes"], partials: ["p": ".{{v}}."],
      "[ .yes. ]\n[ .yes. ]\n"),
    .init(
      "a partial does not change the caller's", "[ {{>p}} ]\n[ .{{v}}.  .|v|. ]\n", ["v": "yes"],
      partials: ["p": ".{{v}}. {{= | | =}} .|v|."], "[ .yes.  .yes. ]\n[ .yes.  .|v|. ]\n"),
    .init("blanks around stay", "| {{=@ @=}} |", "|  |"),
    .init("blanks before stay", " | {{=@ @=}}\n", " | \n"),
    .init("alone on a line it takes the line", "Begin.\n{{=@ @=}}\nEnd.\n", "Begin.\nEnd.\n"),
    .init("with an indent too", "Begin.\n  {{=@ @=}}\nEnd.\n", "Begin.\nEnd.\n"),
    .init("with CRLF", "|\r\n{{= @ @ =}}\r\n|", "|\r\n|"),
    .init("on the first line", "  {{=@ @=}}\n=", "="),
    .init("on the last line", "=\n  {{=@ @=}}", "=\n"),
    .init("blanks in the tag do not count", "|{{= @   @ =}}|", "||"),
    .init("an ampersand with other delimiters", "{{=<% %>=}}<%&x%>", ["x": "<"], "<"),
    .init("braces with other delimiters", "{{=<% %>=}}<%{x}%>", ["x": "<"], "<"),
    .init("back again", "{{=<% %>=}}<%={{ }}=%>{{text}}", text, "Hey!"),
  ]

  @Test("delimiters change as the specification says", arguments: cases)
  func specification(_ one: SpecificationCase) throws { try one.check() }
}
