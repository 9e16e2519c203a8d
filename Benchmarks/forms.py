"""The same conversations in every form that a team may keep: one export, lines, pages, a table, a file each."""

import csv
import json
import os
import subprocess
import sys

COLUMNS = ("conversation_id inbox_name playbook_name playbook_version playbooks_info message_count first_message_at last_message_at "
           "first_user_message last_assistant_message has_handoff has_error tags skills avg_response_latency_ms sentiment_label "
           "sentiment_reason resources_label resources_reason summary model").split()
PAGE = 100


def cell(value):
    """As the vendor's export script writes it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return ", ".join(str(v) for v in value)
    return value


def export(rows, count, out):
    out.write('{"exported_at": "2026-02-02T08:00:00Z", "total_matched": %d, "total_exported": %d, "conversations": [\n' % (count, count))
    for index, row in enumerate(rows):
        out.write((",\n" if index else "") + row.rstrip("\n"))
    out.write("\n]}\n")


def lines(rows, count, out):
    out.writelines(rows)


def table(rows, count, out):
    writer = csv.DictWriter(out, COLUMNS, extrasaction="ignore")
    writer.writeheader()
    for row in rows:
        writer.writerow({key: cell(value) for key, value in json.loads(row).items()})


def pages(rows, count, folder):
    batch, offset = [], 0
    for row in rows:
        batch.append(row.rstrip("\n"))
        if len(batch) == PAGE:
            page(batch, count, offset, folder)
            batch, offset = [], offset + PAGE
    if batch:
        page(batch, count, offset, folder)


def page(batch, count, offset, folder):
    with open(os.path.join(folder, "page-%06d.json" % (offset // PAGE)), "w", encoding="utf-8") as out:
        out.write('{"conversations": [%s], "total": %d, "limit": %d, "offset": %d}' % (",".join(batch), count, PAGE, offset))


def details(rows, count, folder):
    for index, row in enumerate(rows):
        with open(os.path.join(folder, "conversation-%06d.json" % index), "w", encoding="utf-8") as out:
            out.write(row)


FORMS = {"export": ("conversations.json", export), "lines": ("conversations.ndjson", lines), "csv": ("conversations.csv", table),
         "pages": (None, pages), "files": (None, details)}


def prepare(cache, tools, name, count, wanted, options=()):
    """form -> folder with that form of `count` conversations, made once."""
    home = os.path.join(cache, "forms-%s-%d" % (name, count))
    folders = {form: os.path.join(home, form) for form in wanted}
    if all(os.path.exists(folder) for folder in folders.values()):
        return folders
    print("making %s conversations in %d forms" % (format(count, ","), len(wanted)), file=sys.stderr)
    raw = os.path.join(home, "raw")
    subprocess.run([sys.executable, os.path.join(tools, "make_snapshots.py"), "--conversations", str(count), "--format", "ndjson", "--out", raw,
                    "--quiet", *options], check=True)
    source = os.path.join(raw, "2026-01", "conversations.ndjson")
    for form, folder in folders.items():
        if os.path.exists(folder):
            continue
        os.makedirs(folder + ".part", exist_ok=True)
        file, write = FORMS[form]
        with open(source, encoding="utf-8") as rows:
            if file:
                with open(os.path.join(folder + ".part", file), "w", encoding="utf-8", newline="") as out:
                    write(rows, count, out)
            else:
                write(rows, count, folder + ".part")
        os.rename(folder + ".part", folder)
    return folders


def size(folder):
    return sum(os.path.getsize(os.path.join(folder, name)) for name in os.listdir(folder))
