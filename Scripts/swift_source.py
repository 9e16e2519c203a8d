"""Just enough of Swift's lexer to look at code without its comments and texts. Standard library only."""

import re


def code_only(text):
    """`text` with comments and string contents replaced by spaces (line breaks stay); code inside \\( ) stays."""
    out = list(text)
    end = len(text)

    def blank(a, b):
        for k in range(a, min(b, end)):
            if out[k] != "\n":
                out[k] = " "

    def comment(i):
        """End of the comment that starts at i, nested ones counted."""
        if text.startswith("//", i):
            stop = text.find("\n", i)
            return end if stop < 0 else stop
        depth, k = 0, i
        while k < end:
            if text.startswith("/*", k):
                depth, k = depth + 1, k + 2
            elif text.startswith("*/", k):
                depth, k = depth - 1, k + 2
                if depth == 0:
                    return k
            else:
                k += 1
        return end

    def string(i):
        """End of the literal that starts at i (with its # marks)."""
        marks = 0
        while text[i + marks] == "#":
            marks += 1
        # a literal of several lines begins with three quotes and a line break; #"""# is one quote in a raw literal
        several = re.match(r'"""[ \t]*\n', text[i + marks:i + marks + 80])
        quote = '"""' if several else '"'
        close, escape = quote + "#" * marks, "\\" + "#" * marks
        k = i + marks + len(quote)
        start = k
        while k < end:
            if text.startswith(escape, k):
                k += len(escape)
                if k < end and text[k] == "(":
                    blank(start, k)
                    k = code(k + 1, ")")
                    start = k - 1
                else:
                    k += 1
            elif text.startswith(close, k):
                blank(start, k)
                return k + len(close)
            elif quote == '"' and text[k] == "\n":
                blank(start, k)
                return k
            else:
                k += 1
        blank(start, end)
        return end

    def code(i, until=None):
        """Reads code from i up to the matching `until` (one past it) or to the end."""
        depth = 0
        while i < end:
            c = text[i]
            if c == "/" and text[i:i + 2] in ("//", "/*"):
                stop = comment(i)
                blank(i, stop)
                i = stop
            elif c == '"' or (c == "#" and text[i:].lstrip("#")[:1] == '"' if c == "#" else False):
                i = string(i)
            elif until and c == "(":
                depth, i = depth + 1, i + 1
            elif until and c == ")":
                i += 1
                if depth == 0:
                    return i
                depth -= 1
            else:
                i += 1
        return end

    code(0)
    return "".join(out)


def block_end(code, start):
    """Index of the brace that closes the one at `start`, or the end."""
    depth = 0
    for k in range(start, len(code)):
        if code[k] == "{":
            depth += 1
        elif code[k] == "}":
            depth -= 1
            if depth == 0:
                return k
    return len(code)
