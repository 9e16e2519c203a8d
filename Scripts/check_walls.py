#!/usr/bin/env python3
"""Checks the walls of docs/architecture.md on the source text. Usage: check_walls.py [ROOT] | check_walls.py --self-test

One line a breach, `file:line: [rule] words`; exit 1 when there is one. `--self-test` breaks each rule in a scratch tree
and fails when a breach goes unseen. Standard library only. The import check of the compiler itself
(`--explicit-target-dependency-import-check error`) runs with the tests.
"""

import os
import re
import subprocess
import sys
import tempfile

from swift_source import block_end, code_only

# Who may use whom. A line changes here and in docs/architecture.md together, or not at all.
ALLOWED = {
    "Basics": "", "Markup": "", "Notation": "", "Statistics": "",
    "CCMark": "", "CArchive": "", "CSodium": "", "CCrypto": "", "CSimdJSON": "", "CPCRE2": "",
    "Privacy": "Basics CSodium CPCRE2",
    "Records": "Basics Notation Privacy",
    "Ingestion": "Basics Notation Privacy Records CSimdJSON CArchive CCrypto",
    "Aggregation": "Basics Notation Privacy Records Statistics",
    "Charts": "Markup Notation",
    "Markdown": "Basics Markup CCMark",
    "Templates": "Basics Markup",
    "Publishing": "Basics Markup CSodium",
    "Insights": "Basics Notation Privacy Records Statistics Aggregation",
    "Reporting": "Basics Markup Notation Statistics Privacy Records Ingestion Aggregation Charts Markdown Templates Publishing Insights",
    "parlance": "Basics Records Ingestion Reporting Publishing",
    "embed-resources": "",
}
ROWS = {"Privacy": 1, "Records": 2, "Ingestion": 3, "Aggregation": 3, "Charts": 3, "Markdown": 3, "Templates": 3, "Publishing": 3,
        "Insights": 4, "Reporting": 5, "parlance": 6}  # all others stand on row 0
# What each of them needs it for is said in docs/architecture.md; all others do without.
FOUNDATION = {"Aggregation", "Ingestion", "Notation", "Publishing", "Records", "Reporting", "parlance", "embed-resources"}
EXECUTABLES = {"parlance", "embed-resources"}
VOUCHERS = {"Markup", "Markdown", "Templates"}
TOP = {".ci", ".gitignore", ".swift-format", "Benchmarks", "CHANGELOG.md", "CONTRIBUTING.md", "Examples", "LICENSE", "Makefile",
       "Package.swift", "Plugins", "README.md", "Scripts", "Sources", "Tests", "assets", "docs", "site", "templates"}
TESTS_OF = {"CommandLineTests": "parlance"}
FILE_LINES, FUNCTION_LINES, REQUIREMENTS = 400, 60, 3

# (rule, pattern, words, holds in the executables too)
FORBIDDEN = [
    ("clock", r"\bDate\(\s*\)|\bDate\.now\b|\b(?:Continuous|Suspending)Clock\b|\bclock_gettime\b|\bgettimeofday\b|\bDispatchTime\b|\btime\(nil\)",
     "reads the clock; take the moment as a parameter", False),
    ("ambient", r"\b(?:Locale|Calendar|TimeZone)\s*\.\s*(?:current|autoupdatingCurrent)\b|(?<![\w)\]?!\\])\.(?:current|autoupdatingCurrent)\b",
     "takes the machine's locale, calendar or zone; take it as a parameter", False),
    ("environment", r"\b(?:getenv|setenv|secure_getenv)\b|\bProcessInfo\b|\benviron\b", "reads the process environment; take it as a parameter", False),
    ("random", r"\bSystemRandomNumberGenerator\b|\.random\(|\.randomElement\(|\.shuffled\(|\barc4random|\brandombytes_|\bUUID\(\s*\)",
     "is random; the same input must give the same bytes", False),
    ("hash", r"\.hashValue\b|\bHasher\(\s*\)", "differs from run to run; use a total order or SHA-256", False),
    ("console", r"(?<![.\w])print\(|\bdebugPrint\(|\bdump\(|(?<![.\w])exit\(", "talks to the process; only the executable does", False),
    ("try", r"\btry[?!]", "swallows or crashes on an error; handle it or throw a Diagnostic", True),
    ("crash", r"\bfatalError\(|\bpreconditionFailure\(|\bas!", "crashes the process; input must never do that", True),
    ("unwrap", r"(?<=[\w)\]}>\"])(?<!\btry)(?<!\bas)!(?![=\w])", "is a force unwrap; use guard let, or say what is wrong", True),
    ("network", r"\bURLSession\b|\bFoundationNetworking\b", "reaches for the network", True),
]
IMPORT = re.compile(r"^\s*(?:@\w+(?:\([^)]*\))?\s+)*(?:public |package |internal |fileprivate |private )?import\s+(?:(?:struct|class|enum|protocol|func|var|let|typealias)\s+)?(\w+)")
FUNCTION = re.compile(r"\b(?:func\s+(?:\w+|`\w+`|[-+*/<>=!&|^~%]+)|init[?!]?)\s*[<(]")


class Breaches(list):
    def add(self, path, line, rule, words):
        self.append((path, line, rule, words))


def targets(package):
    """Target name -> declared dependencies, from the text of Package.swift (tests left out)."""
    found = {}
    for name, dependencies in re.findall(r'\bmodule\(\s*"([\w-]+)"(?:\s*,\s*\[([^\]]*)\])?', package):
        found[name] = re.findall(r'"([\w-]+)"', dependencies)
    for name, dependencies in re.findall(r'\.(?:target|executableTarget)\(\s*name:\s*"([\w-]+)"(?:\s*,\s*dependencies:\s*\[([^\]]*)\])?', package):
        found[name] = re.findall(r'"([\w-]+)"', dependencies)
    for name in re.findall(r'\bsystemLibrary\(\s*"?(?:name:\s*)?"?([\w-]+)"', package):
        found.setdefault(name, [])
    return found


def check_package(root, out):
    path = os.path.join(root, "Package.swift")
    with open(path, encoding="utf-8") as f:
        declared = targets(f.read())
    folders = sorted(d for d in os.listdir(os.path.join(root, "Sources")) if os.path.isdir(os.path.join(root, "Sources", d)))
    for folder in folders:
        if folder not in declared:
            out.add("Sources/" + folder, 0, "package", "is no target of Package.swift")
        if folder not in ALLOWED:
            out.add("Sources/" + folder, 0, "package", "has no line in Scripts/check_walls.py and docs/architecture.md")
    for name in sorted(declared):
        for dependency in declared[name]:
            if dependency not in ALLOWED.get(name, "").split():
                out.add("Package.swift", 0, "package", "%s may not depend on %s" % (name, dependency))
            elif ROWS.get(dependency, 0) >= ROWS.get(name, 0):
                out.add("Package.swift", 0, "package", "%s stands on the same row as %s, or above" % (dependency, name))
    return declared


def check_tree(root, out):
    try:
        names = subprocess.run(["git", "-C", root, "ls-files", "-z"], capture_output=True, check=True).stdout.decode().split("\0")
        top = sorted({n.split("/")[0] for n in names if n})
    except (OSError, subprocess.CalledProcessError):
        top = sorted(n for n in os.listdir(root) if n not in (".git", ".build"))
    for name in top:
        if name not in TOP:
            out.add(name, 0, "tree", "does not belong at the top level")
    tests = os.path.join(root, "Tests")
    for folder in sorted(os.listdir(tests)) if os.path.isdir(tests) else []:
        if os.path.isdir(os.path.join(tests, folder)):
            subject = TESTS_OF.get(folder, folder[:-5] if folder.endswith("Tests") else "")
            if not subject or not os.path.isdir(os.path.join(root, "Sources", subject)):
                out.add("Tests/" + folder, 0, "tree", "mirrors no folder of Sources")


def check_file(path, module, text, declared, out):
    code = code_only(text)
    lines = code.split("\n")
    length = text.count("\n") + (0 if text.endswith("\n") else 1)
    if length > FILE_LINES:
        out.add(path, FILE_LINES, "length", "%d lines, at most %d" % (length, FILE_LINES))
    for number, line in enumerate(lines, 1):
        match = IMPORT.match(line)
        if match and module:
            name = match.group(1)
            if name.startswith("Foundation") and module not in FOUNDATION:
                out.add(path, number, "import", "%s does not use Foundation" % module)
            elif name in ALLOWED and name not in declared.get(module, []):
                out.add(path, number, "import", "%s is no declared dependency of %s" % (name, module))
    if module:
        for rule, pattern, words, everywhere in FORBIDDEN:
            if module in EXECUTABLES and not everywhere:
                continue
            for match in re.finditer(pattern, code):
                out.add(path, code.count("\n", 0, match.start()) + 1, rule, "'%s' %s" % (match.group(0).strip(), words))
        if module not in VOUCHERS:
            for match in re.finditer(r"\bFragment\s*\(\s*vouched\b|\bFragment\.init\(\s*vouched\b|(?<!\w)\.init\(\s*vouched\b", code):
                out.add(path, code.count("\n", 0, match.start()) + 1, "vouched", "only %s may vouch for markup" % ", ".join(sorted(VOUCHERS)))
        check_shapes(path, code, out)


def check_shapes(path, code, out):
    """Functions of at most 60 lines, protocols of at most 3 requirements."""
    for match in re.finditer(r"\bprotocol\s+(\w+)[^{]*\{", code):
        start = match.end() - 1
        body = code[start:block_end(code, start)]
        flat = re.sub(r"\{[^{}]*\}", "", body[1:])
        count = len(re.findall(r"\b(?:func|var|init|subscript|associatedtype)\b", flat))
        if count > REQUIREMENTS:
            out.add(path, code.count("\n", 0, match.start()) + 1, "protocol", "%s has %d requirements, at most %d" % (match.group(1), count, REQUIREMENTS))
    for match in FUNCTION.finditer(code):
        if code[:match.start()].rstrip().endswith((".", "self", "super")):
            continue
        start = opening_brace(code, match.end() - 1)
        if start is None:
            continue
        first, last = code.count("\n", 0, match.start()), code.count("\n", 0, block_end(code, start))
        if last - first + 1 > FUNCTION_LINES:
            out.add(path, first + 1, "function", "%d lines, at most %d" % (last - first + 1, FUNCTION_LINES))


def opening_brace(code, at):
    """The brace that opens the body of the function whose parameter (or generic) list starts at `at`; None without a body."""
    depth = 0
    for k in range(at, len(code)):
        c = code[k]
        if c in "([":
            depth += 1
        elif c in ")]":
            depth -= 1
            if depth < 0:
                return None
        elif c == "{" and depth == 0:
            return k
        elif c in "};" and depth == 0:
            return None
        elif c == "\n" and depth == 0:
            rest = code[k:].lstrip()
            if re.match(r"(?:@\w+\s+)*(?:public|private|package|fileprivate|internal|static|mutating|func|var|let|init|struct|enum|case|extension)\b", rest):
                return None
    return None


def swift_files(root, folder):
    for where, folders, names in sorted(os.walk(os.path.join(root, folder))):
        folders.sort()
        for name in sorted(names):
            if name.endswith(".swift"):
                yield os.path.relpath(os.path.join(where, name), root).replace(os.sep, "/")


def check(root):
    out = Breaches()
    declared = check_package(root, out)
    check_tree(root, out)
    for folder in ("Sources", "Tests", "Plugins"):
        for path in swift_files(root, folder):
            with open(os.path.join(root, path), encoding="utf-8") as f:
                check_file(path, path.split("/")[1] if folder == "Sources" else None, f.read(), declared, out)
    return sorted(out)


def main():
    here = os.path.dirname(os.path.abspath(__file__))
    if sys.argv[1:] == ["--self-test"]:
        from walls_selftest import run
        return run(check, tempfile)
    found = check(sys.argv[1] if len(sys.argv) > 1 else os.path.dirname(here))
    for path, line, rule, words in found:
        print("%s%s: [%s] %s" % (path, ":%d" % line if line else "", rule, words))
    print("walls: %s" % ("stand" if not found else "%d breach%s" % (len(found), "" if len(found) == 1 else "es")))
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
