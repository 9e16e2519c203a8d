#!/usr/bin/env python3
"""Writes Examples/acme/exports: three months of an invented outdoor shop. Usage: make_acme.py [OUT] | make_acme.py --check

January to 18 March 2026 in Europe/Berlin, from four vendors: the online shop (Studio Chat, with what it reports about itself:
acme_studio.py), the order line (ChatCaptain: acme_phone.py), the shop kiosks (Avatarium: acme_kiosk.py) and the test lab (Chanl:
acme_lab.py). What is in it on purpose:
  9 February       Order Desk goes from version 4 to 5: fewer hand-offs, quicker answers.
  16-22 February   the parcel carrier's interface is down: more conversations, failed calls, errors, hand-offs, slow answers.
  3 March          Gear Advisor goes from version 2 to 3 and changes its model.
  18 March         the last day with data: March is a partial month.
Forms: January = one pretty-printed export (gzip) and one batch answer that repeats 20 rows of it; February = list pages
of 100 (gzip); March = NDJSON (gzip). Traps: a conversation of January that went on in February (in both), exact
repeats, a row without an id, a row whose last message lies before its first, markup, emoji, right-to-left text and
strings that look like personal data in fields which a report prints. `--check` compares with what is committed.
"""

import datetime as dt
import gzip
import io
import json
import os
import sys

import acme_kiosk
import acme_lab
import acme_phone
import acme_studio
from company import UTC, Assistant, Company, Intent, Mood, berlin_offset, dump, export, newest_first

START, LAST = dt.date(2026, 1, 1), dt.date(2026, 3, 18)
OUTAGE = (dt.date(2026, 2, 16), dt.date(2026, 2, 22))


def mood(day):
    if OUTAGE[0] <= day <= OUTAGE[1]:
        worst = day <= dt.date(2026, 2, 19)
        return Mood(volume=1.65 if worst else 1.3, handoff=1.75 if worst else 1.4, latency=1.8 if worst else 1.3, errors=0.09 if worst else 0.04,
                    broken_tools=("track_parcel",), unhappy=2.4 if worst else 1.6, only=("Where is my parcel", "Parcel is late"))
    if day <= dt.date(2026, 1, 1):
        return Mood(volume=0.35)
    if day <= dt.date(2026, 1, 10):
        return Mood(volume=1.2, only=("Return an item", "Exchange a size", "When do I get my refund"))
    return Mood()


ASSISTANTS = [
    Assistant("Order Desk", [
        (dt.date(2025, 10, 6), 4, "north/swift-2", {"latency": 2300, "handoff": 1.12, "resolved": 0.95}),
        (dt.date(2026, 2, 9), 5, "north/swift-3", {"latency": 1750, "handoff": 0.68, "resolved": 1.2}),
    ]),
    Assistant("Returns Guide", [(dt.date(2025, 11, 17), 3, "north/swift-2", {"latency": 2150, "handoff": 1.0, "resolved": 1.0})]),
    Assistant("Gear Advisor", [
        (dt.date(2025, 9, 1), 2, "north/deep-1", {"latency": 3600, "handoff": 1.0, "resolved": 1.0}),
        (dt.date(2026, 3, 3), 3, "north/swift-3", {"latency": 1900, "handoff": 0.95, "resolved": 1.05}),
    ]),
]

INTENTS = [
    Intent("Where is my parcel", "Order Desk", 20, 0.16, "track_parcel", ["delivery"], "parcel-tracking", ("help-11", "Tracking a parcel"), {
        "en": [("Where is my parcel {ref}?", "It left our warehouse yesterday."), ("When will it be here?", "The carrier says in two days."),
               ("Can it go to a parcel shop?", "Yes, choose one in the carrier's message.")],
        "de": [("Wo ist mein Paket {ref}?", "Es hat gestern unser Lager verlassen."), ("Wann kommt es an?", "Laut Paketdienst in zwei Tagen."),
               ("Geht auch ein Paketshop?", "Ja, bitte in der Nachricht des Paketdienstes wählen.")],
        "es": [("¿Dónde está mi paquete {ref}?", "Salió ayer de nuestro almacén."), ("¿Cuándo llega?", "En dos días, según el transportista.")]}),
    Intent("Parcel is late", "Order Desk", 9, 0.30, "track_parcel", ["delivery", "late"], "parcel-tracking", ("help-12", "Late parcels"), {
        "en": [("My order {ref} should have been here on Monday!", "I am sorry. Let me look at the parcel."),
               ("And what does the carrier say?", "It is in the depot and out again tomorrow."), ("I need it before the weekend.", "It is planned for Friday.")],
        "de": [("Meine Bestellung {ref} ist überfällig!", "Das tut mir leid, ich sehe nach."), ("Was sagt der Paketdienst?", "Das Paket ist im Depot und kommt morgen.")]}),
    Intent("Change delivery address", "Order Desk", 6, 0.22, "change_address", ["delivery", "order-change"], None, ("help-14", "Changing an order"), {
        "en": [("I gave the wrong street for {ref}.", "I can change it while the order is being packed."), ("Please change it to number 14.", "Done.")],
        "de": [("Falsche Hausnummer bei {ref}.", "Solange wir packen, kann ich das ändern."), ("Bitte Nummer 14.", "Erledigt.")]}),
    Intent("Cancel an order", "Order Desk", 6, 0.34, "find_order", ["order-change"], None, ("help-15", "Cancelling"), {
        "en": [("Please cancel {ref}.", "Is it the whole order?"), ("Yes, all of it.", "It is cancelled, the money is on its way back.")],
        "de": [("Bitte {ref} stornieren.", "Die ganze Bestellung?"), ("Ja.", "Storniert, das Geld kommt zurück.")]}),
    Intent("Invoice copy", "Order Desk", 5, 0.08, "find_order", ["billing"], None, None, {
        "en": [("I need the invoice for {ref}.", "Here is the link to your invoice."), ("With our company name, please.", "You can add it in your account.")],
        "de": [("Ich brauche die Rechnung zu {ref}.", "Hier ist der Link zur Rechnung.")]}),
    Intent("Payment failed", "Order Desk", 4, 0.46, "find_order", ["billing"], None, ("help-21", "Ways to pay"), {
        "en": [("My card was refused twice.", "No money was taken."), ("So what now?", "Try again or choose invoice."), ("Still refused.", "The bank stops it.")],
        "es": [("Mi tarjeta fue rechazada.", "No se ha cobrado nada."), ("¿Y ahora?", "Inténtelo de nuevo o elija factura.")]}),
    Intent("Return an item", "Returns Guide", 13, 0.12, "start_return", ["returns"], "returns-policy", ("help-31", "Returns within 60 days"), {
        "en": [("I want to send back the boots from {ref}.", "You have 60 days. Shall I make a label?"), ("Yes please.", "The label is in your mail."),
               ("Do I need the box?", "Any sturdy box will do.")],
        "de": [("Ich möchte die Stiefel aus {ref} zurückgeben.", "Gern, soll ich ein Etikett erstellen?"), ("Ja bitte.", "Das Etikett ist unterwegs.")],
        "es": [("Quiero devolver las botas de {ref}.", "Tiene 60 días. ¿Hago la etiqueta?"), ("Sí.", "Está en su correo.")]}),
    Intent("Exchange a size", "Returns Guide", 8, 0.15, "check_stock", ["returns", "sizes"], "returns-policy", ("help-32", "Exchanges"), {
        "en": [("The jacket is too small, one size up?", "Let me see what is in stock."), ("In blue if there is one.", "Blue in L is there, I have reserved it.")],
        "de": [("Die Jacke ist zu klein, eine Größe größer?", "Ich sehe im Lager nach."), ("Am liebsten blau.", "Blau in L ist reserviert.")]}),
    Intent("When do I get my refund", "Returns Guide", 9, 0.26, "issue_refund", ["returns", "billing"], "returns-policy", ("help-33", "Refunds"), {
        "en": [("I sent {ref} back a week ago, where is my money?", "It arrived on Tuesday."), ("And?", "The refund is queued for tonight."),
               ("Which account?", "The card you paid with.")],
        "de": [("Wo bleibt mein Geld für {ref}?", "Die Rücksendung kam am Dienstag an."), ("Und?", "Die Erstattung geht heute raus.")]}),
    Intent("Damaged on arrival", "Returns Guide", 4, 0.55, "start_return", ["returns", "damaged"], None, ("help-34", "Damaged goods"), {
        "en": [("The stove came with a bent leg.", "I am sorry. A picture helps us."), ("Sent it.", "Thank you, a new one goes out today.")]}),
    Intent("Which tent for four people", "Gear Advisor", 6, 0.06, "check_stock", ["advice", "tents"], "gear-finder", ("help-41", "Choosing a tent"), {
        "en": [("Which tent for four people and rain?", "A tunnel tent with 4,000 mm."), ("Is one under 400 euros?", "Yes, the Fjell 4."), ("How heavy?", "7.2 kg.")],
        "de": [("Welches Zelt für vier Personen?", "Ein Tunnelzelt mit 4.000 mm."), ("Unter 400 Euro?", "Ja, das Fjell 4.")]}),
    Intent("Boot size advice", "Gear Advisor", 6, 0.05, "search_help", ["advice", "sizes"], "size-finder", ("help-42", "Boot sizes"), {
        "en": [("Do your boots run small?", "About half a size, with thick socks."), ("I wear 42.", "Then 42.5 is right.")],
        "de": [("Fallen die Stiefel klein aus?", "Etwa eine halbe Größe."), ("Ich trage 42.", "Dann 42,5.")]}),
    Intent("Care and washing", "Gear Advisor", 4, 0.03, "search_help", ["advice"], None, ("help-43", "Washing down"), {
        "en": [("Can I wash a down bag at home?", "Yes, at 30 degrees with down soap."), ("And drying?", "Low heat with two tennis balls.")],
        "de": [("Kann ich den Schlafsack waschen?", "Ja, bei 30 Grad mit Daunenseife.")]}),
    Intent("Warranty claim", "Gear Advisor", 4, 0.62, "find_order", ["warranty"], None, ("help-44", "Five years' warranty"), {
        "en": [("The zip of my pack broke after a year.", "That is covered for five years."), ("How do I claim it?", "I need the order number."), ("{ref}", "Found it.")],
        "de": [("Der Reißverschluss ist kaputt.", "Das ist fünf Jahre lang abgedeckt."), ("{ref}", "Gefunden.")]}),
    Intent("Stock in a shop", "Gear Advisor", 5, 0.07, "check_stock", ["shops"], None, None, {
        "en": [("Is the Fjell 4 in the Hamburg shop?", "Two are there today."), ("Hold one for me?", "Held until tomorrow evening.")],
        "de": [("Gibt es das Fjell 4 in Hamburg?", "Zwei Stück heute."), ("Bitte zurücklegen.", "Bis morgen Abend.")]}),
]

INBOXES = [("Website chat", 58), ("WhatsApp", 30), ("Shop tablet", 12)]
ODD_TEXTS = [
    ("<b>Bold</b> & <script>alert('x')</script> \"quoted\" question", ["markup <b>"]),
    ("Tent 🏕️ for 2️⃣ or | pipes | and **stars** and [a link](javascript:x)", ["sale 50% \U0001F525"]),
    ("هل يصل الطلب اليوم؟", ["rtl"]),
    ("Send it to ada.abel@example.org or call +49 30 5550 0123 45", ["delivery"]),
    ("=SUM(A1:A9) as a question", ["=formula"]),
]


def conversations():
    company = Company(20260101, ASSISTANTS, INTENTS, INBOXES, mood, [("en", 62), ("de", 30), ("es", 8)])
    rows, day = [], START
    while day <= LAST:
        usual = 15.6 + (day - START).days * 0.028
        rows += company.day(day, usual)
        day += dt.timedelta(days=1)
    end = "2026-03-18T22:59:59Z"
    return [r for r in rows if r["last_message_at"] <= end]


def local_month(row):
    at = dt.datetime.strptime(row["last_message_at"], "%Y-%m-%dT%H:%M:%SZ") + dt.timedelta(hours=1)  # no summer time before 29 March
    return at.strftime("%Y-%m")


def spice(rows):
    """Texts that must survive unharmed, spread over the months."""
    for number, (text, tags) in enumerate(ODD_TEXTS * 2):
        row = rows[(number + 1) * len(rows) // (2 * len(ODD_TEXTS) + 2)]
        row["first_user_message"] = text
        row["messages"][0]["content"] = text
        row["tags"] = sorted(set(row["tags"] + tags))
        if row["user_intent"] and number < len(ODD_TEXTS):
            row["user_intent"] = text


def packed(data):
    out = io.BytesIO()
    with gzip.GzipFile(filename="", mode="wb", fileobj=out, compresslevel=9, mtime=0) as f:
        f.write(data)
    return out.getvalue()


def shop(rows):
    months = {}
    for row in newest_first(rows):
        months.setdefault(local_month(row), []).append(row)
    january, february, march = (months[m] for m in ("2026-01", "2026-02", "2026-03"))
    out = {}
    # went on in February: January's export, taken on 1 February, still has the row as it was
    moved = next(r for r in reversed(february) if r["first_message_at"] < "2026-01-31T22:00:00Z")
    early = json.loads(json.dumps(moved))
    early["messages"] = [m for m in early["messages"] if m["created_at"] < "2026-01-31T23:00:00Z"]
    early.update(message_count=len(early["messages"]), last_message_at=early["messages"][-1]["created_at"], winback_sent_at=None)
    january = newest_first(january + [early])
    backwards = january[200]
    backwards["first_message_at"], backwards["last_message_at"] = backwards["last_message_at"], backwards["first_message_at"]
    out["2026-01/export-conversations.json.gz"] = export(january, "2026-02-01T07:00:12Z")
    out["2026-01/conversations-batch.json"] = dump({"conversations": january[40:60]}, True)
    february.append(february[7])
    for page in range(0, len(february), 100):
        part = {"conversations": february[page:page + 100], "total": len(february), "limit": 100, "offset": page}
        out["2026-02/conversations-page-%d.json.gz" % (page // 100 + 1)] = dump(part, False)
    broken = dict(march[30], conversation_id=None)
    lines = [dump(r, False) for r in march[:120] + [broken] + march[120:]]
    out["2026-03/conversations.ndjson.gz"] = b"".join(lines)
    return out


def midnight(day):
    """Local midnight in Berlin as a moment."""
    return dt.datetime(day.year, day.month, day.day, tzinfo=dt.timezone(dt.timedelta(hours=berlin_offset(day)))).astimezone(UTC)


# month: first day, day behind the last, when it was captured
MONTHS = {"2026-01": (dt.date(2026, 1, 1), dt.date(2026, 2, 1), dt.datetime(2026, 2, 2, 5, 0, tzinfo=UTC)),
          "2026-02": (dt.date(2026, 2, 1), dt.date(2026, 3, 1), dt.datetime(2026, 3, 2, 5, 0, tzinfo=UTC)),
          "2026-03": (dt.date(2026, 3, 1), dt.date(2026, 3, 19), dt.datetime(2026, 3, 19, 5, 0, tzinfo=UTC))}


def manifest(month, vendor, name, listed, extra=None):
    first, behind, _ = MONTHS[month]
    source = dict({"vendor": vendor, "name": name, "timeZone": "Europe/Berlin" if vendor == "chatcaptain" else "UTC"}, **(extra or {}))
    return dump({"format": "snapshot-manifest", "version": 1, "period": {"start": first.isoformat(), "end": behind.isoformat()},
                 "sources": [dict(source, files=listed)]}, True)


def files():
    rows = conversations()
    spice(rows)
    out = {"studiochat/" + name: data for name, data in shop(rows).items()}
    rated, made = acme_studio.ratings(rows), acme_studio.events(rows)
    calls = acme_phone.traffic(START, LAST)
    visits = acme_kiosk.traffic(START, LAST)
    tests = acme_lab.runs(dt.date(2025, 12, 1), LAST)
    for month, (first, behind, captured) in MONTHS.items():
        local = (midnight(first), midnight(behind))
        asked = (dt.datetime(first.year, first.month, first.day, tzinfo=UTC), dt.datetime(behind.year, behind.month, behind.day, tzinfo=UTC))
        # January's report was asked for in UTC days, as the vendor's examples do; the later ones in local ones
        window = asked if month == "2026-01" else local
        some, listed, stated = acme_studio.files(rows, rated, made, ASSISTANTS, INTENTS, month, window, captured, asked)
        for name in sorted(out):
            if name.startswith("studiochat/%s/conversations" % month) or name.startswith("studiochat/%s/export" % month):
                listed.append({"path": name.split("/", 2)[2], "kind": "conversations", "query": {
                    "start_date": acme_studio.stamp(local[0]), "end_date": acme_studio.stamp(local[1])}})
        out.update(("studiochat/" + name, data) for name, data in some.items())
        out["studiochat/%s/manifest.json" % month] = manifest(month, "studiochat", "Online shop", listed)
        some, listed = acme_phone.files(calls, month, local, captured, first, behind - dt.timedelta(days=1))
        out.update(("chatcaptain/" + name, data) for name, data in some.items())
        out["chatcaptain/%s/manifest.json" % month] = manifest(month, "chatcaptain", "Order line", listed, {"chatbotId": acme_phone.BOT})
        some, listed = acme_kiosk.files(visits, month, local, captured)
        out.update(("avatarium/" + name, data) for name, data in some.items())
        out["avatarium/%s/manifest.json" % month] = manifest(month, "avatarium", "Shop kiosks", listed)
        some, listed = acme_lab.files(tests, month, local, captured)
        out.update(("chanl/" + name, data) for name, data in some.items())
        out["chanl/%s/manifest.json" % month] = manifest(month, "chanl", "Test lab", listed)
    return out


def main():
    here = os.path.dirname(os.path.abspath(__file__))
    out = sys.argv[1] if len(sys.argv) > 1 and sys.argv[1] != "--check" else os.path.join(here, "acme", "exports")
    wrong = 0
    made = files()
    for name, data in sorted(made.items()):
        path = os.path.join(out, name)
        if "--check" in sys.argv:
            with open(path, "rb") as f:
                found = f.read()
            if (gzip.decompress(found) if name.endswith(".gz") else found) != data:
                print("%s differs from what make_acme.py writes" % name)
                wrong = 1
            continue
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "wb") as f:
            f.write(packed(data) if name.endswith(".gz") else data)
    return wrong


if __name__ == "__main__":
    sys.exit(main())
