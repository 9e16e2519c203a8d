"""Proves that check_walls.py sees each breach, and nothing in clean code."""

import os

PACKAGE = """module("Basics"),
module("Markup"),
module("Statistics"),
module("Charts", ["Markup"]),
.executableTarget(name: "parlance", dependencies: ["Basics"], swiftSettings: settings),
"""
CLEAN = r'''
// Date() and try! in a comment, /* also */ `fatalError(` in words
import Basics
let a = "Date() try? getenv x! \(names.count) fatalError("
let q = [#"""#, "a"]
if try !empty() { }
let now = rows.map(\.current)
let b = #"raw \("no code") "quoted" Locale.current"#
let c = """
  many lines: UUID() and x!
  """
/* nested /* comment with try! */ still a comment */
func fine(_ x: Int?) -> Bool { comparison.current != 3 && !flag && x != nil && fine(x) != true }
'''
# rule, file, text
BREACHES = [
    ("import", "Sources/Charts/A.swift", "import Basics\n"),
    ("import", "Sources/Charts/A.swift", "@preconcurrency import struct Basics.Diagnostic\n"),
    ("import", "Sources/Charts/A.swift", "import Foundation\n"),
    ("import", "Sources/Charts/A.swift", "import FoundationEssentials\n"),
    ("clock", "Sources/Basics/A.swift", "let now = Date()\n"),
    ("clock", "Sources/Basics/A.swift", "let now = ContinuousClock().now\n"),
    ("ambient", "Sources/Basics/A.swift", "let l = Locale.current\n"),
    ("ambient", "Sources/Basics/A.swift", "format(zone: .current)\n"),
    ("environment", "Sources/Basics/A.swift", "let h = getenv(\"HOME\")\n"),
    ("environment", "Sources/Basics/A.swift", "let h = ProcessInfo.processInfo.environment\n"),
    ("random", "Sources/Basics/A.swift", "let r = Int.random(in: 0..<3)\n"),
    ("random", "Sources/Basics/A.swift", "var g = SystemRandomNumberGenerator()\n"),
    ("hash", "Sources/Basics/A.swift", "let h = name.hashValue\n"),
    ("console", "Sources/Basics/A.swift", "print(1)\n"),
    ("try", "Sources/Basics/A.swift", "let v = try? read()\n"),
    ("try", "Sources/parlance/A.swift", "let v = try! read()\n"),
    ("crash", "Sources/Basics/A.swift", "fatalError(\"no\")\n"),
    ("crash", "Sources/Basics/A.swift", "let v = x as! Int\n"),
    ("unwrap", "Sources/Basics/A.swift", "let v = names.first!\n"),
    ("unwrap", "Sources/Basics/A.swift", "let v = \"text \\(names[0]!)\"\n"),
    ("unwrap", "Sources/Basics/A.swift", "let v = find(\"x\")!.name\n"),
    ("network", "Sources/parlance/A.swift", "URLSession.shared\n"),
    ("vouched", "Sources/Charts/A.swift", "let f = Fragment(vouched: [])\n"),
    ("length", "Sources/Basics/A.swift", "let x = 1\n" * 401),
    ("length", "Tests/BasicsTests/A.swift", "let x = 1\n" * 401),
    ("function", "Sources/Basics/A.swift", "func long() {\n" + "  work()\n" * 60 + "}\n"),
    ("protocol", "Sources/Basics/A.swift", "protocol Wide {\n  var a: Int { get }\n  func b()\n  func c()\n  init()\n}\n"),
    ("package", "Sources/Unknown/A.swift", "let x = 1\n"),
    ("package", "Package.swift", PACKAGE + 'module("Markup", ["Basics"]),\n'),
    ("package", "Package.swift", PACKAGE + 'module("Charts", ["Markup", "Basics"]),\n'),
    ("tree", "notes/x.txt", "stray\n"),
    ("tree", "Tests/NobodyTests/A.swift", "let x = 1\n"),
]


def build(root, changes):
    files = {"Package.swift": PACKAGE, "Sources/Basics/Clean.swift": CLEAN.replace("import Basics", ""),
             "Sources/Charts/Clean.swift": "import Markup\n", "Sources/Markup/Clean.swift": "let f = Fragment(vouched: [])\n",
             "Sources/Statistics/Clean.swift": "func short() {\n" + "  work()\n" * 58 + "}\n",
             "Sources/parlance/Clean.swift": "let now = Date()\nlet zone = TimeZone.current\n",
             "Tests/BasicsTests/Clean.swift": "let v = names.first!\n"}
    files.update(changes)
    for path, text in files.items():
        os.makedirs(os.path.dirname(os.path.join(root, path)) or root, exist_ok=True)
        with open(os.path.join(root, path), "w", encoding="utf-8") as f:
            f.write(text)


def run(check, tempfile):
    wrong = []
    with tempfile.TemporaryDirectory() as root:
        build(root, {})
        wrong += ["clean code is blamed: %s:%s [%s] %s" % b for b in check(root)]
    for rule, path, text in BREACHES:
        with tempfile.TemporaryDirectory() as root:
            build(root, {path: text})
            found = check(root)
            if {b[2] for b in found} != {rule}:
                wrong.append("[%s] %r: saw %s" % (rule, text[:60], [b[2:] for b in found]))
    for line in wrong:
        print(line)
    print("walls self-test: %s" % ("%d of %d breaches seen, clean code passes" % (len(BREACHES), len(BREACHES)) if not wrong else "FAILED"))
    return 1 if wrong else 0
