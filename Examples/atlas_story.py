"""What happens at Atlas Travel, an invented company. Used by make_atlas.py. Same seed, same bytes. Released under CC0.

  January, February 2025  conversations are not scored yet: from March on they are, so the two do not compare.
  March 2025              no satisfaction data before April, and in April it is not configured.
  3 June, 11 November     Trip Guide goes live with version 2, then 3: far fewer hand-offs each time.
  10-13 of each quarter's last month   the departure board is down: many more conversations, failed calls, hand-offs.
  August                  holidays; fewer conversations on every day.
  from September          a hotline, kiosks in stations; from November a test lab.
  December                twice as many people want to change a booking.
  from January 2026       "Replacement buses" is new; nobody asks for season tickets any more.
  Bicycles                a question that the knowledge base cannot answer: irrelevant resources, partial answers.
  "Luggage (old page)"    a page that is cited and makes things worse.
"""

import datetime as dt

import acme_studio
from company import Assistant, Company, Dice, Intent, Mood, identifier, stamp

ASSISTANTS = [
    Assistant("Trip Guide", [
        (dt.date(2024, 9, 1), 1, "north/deep-1", {"latency": 3900, "handoff": 2.2, "resolved": 0.8}),
        (dt.date(2025, 6, 3), 2, "north/swift-2", {"latency": 2500, "handoff": 1.2, "resolved": 1.0}),
        (dt.date(2025, 11, 11), 3, "north/swift-3", {"latency": 1800, "handoff": 0.5, "resolved": 1.25}),
    ]),
    Assistant("Booking Desk", [(dt.date(2024, 9, 1), 1, "north/swift-2", {"latency": 2200, "handoff": 1.0, "resolved": 1.0})]),
]
CHANGE, BUSES, SEASON, BICYCLE, LUGGAGE = "Change a booking", "Replacement buses", "Season tickets", "Travelling with a bicycle", "Luggage rules"
INTENTS = [
    Intent(CHANGE, "Booking Desk", 20, 0.28, "find_order", ["booking"], "booking", None, {
        "en": [("I need another date for {ref}.", "Which date suits you?"), ("The Friday.", "It is changed, your booking is confirmed.")],
        "de": [("Ich brauche ein anderes Datum für {ref}.", "Welches passt Ihnen?"), ("Freitag.", "Geändert, die Buchung ist bestätigt.")]}),
    Intent("Cancel a booking", "Booking Desk", 12, 0.40, "issue_refund", ["booking", "refund"], "booking", None, {
        "en": [("Please cancel {ref}.", "There is a fee of 20 euros."), ("All right.", "It is cancelled.")],
        "fr": [("Merci d'annuler {ref}.", "Il y a des frais de 20 euros."), ("D'accord.", "C'est annulé.")]}),
    Intent(LUGGAGE, "Trip Guide", 15, 0.05, "search_help", ["luggage"], None, ("help-1", "Luggage"), {
        "en": [("How many bags may I take?", "Two, up to 20 kg each."), ("And a trunk?", "For 12 euros, booked ahead.")],
        "de": [("Wie viel Gepäck darf ich mitnehmen?", "Zwei Stücke bis 20 kg.")]}),
    Intent(BICYCLE, "Trip Guide", 9, 0.22, "search_help", ["luggage"], None, None, {
        "en": [("May I bring my bicycle on {ref}?", "I found these rules on luggage."), ("But a bicycle?", "I am not sure.")],
        "de": [("Darf mein Fahrrad mit?", "Hier sind die Regeln für Gepäck."), ("Und das Fahrrad?", "Da bin ich nicht sicher.")]}),
    Intent("Is my train on time", "Trip Guide", 22, 0.09, "track_parcel", ["departures"], "departures", None, {
        "en": [("Is the 8:12 on time?", "It is expected at 8:19."), ("Which platform?", "Platform 4.")],
        "de": [("Ist der Zug um 8:12 pünktlich?", "Er kommt um 8:19.")]}),
    Intent(SEASON, "Trip Guide", 8, 0.14, None, ["tickets"], None, ("help-2", "Season tickets"), {
        "en": [("What does a season ticket cost?", "From 49 euros a month.")]}),
    Intent(BUSES, "Trip Guide", 10, 0.12, "search_help", ["departures"], "departures", ("help-3", "Replacement buses"), {
        "en": [("Where does the replacement bus leave?", "From stop B in front of the station.")],
        "de": [("Wo fährt der Ersatzbus?", "Ab Haltestelle B vor dem Bahnhof.")]}),
]
NO_RATINGS = {"is_configured": False, "total_rated": 0, "csat_score_pct": None, "dsat_score_pct": None, "eligible_deflected": 0,
              "response_rate_pct": None, "rating_distribution": {}, "time_series": [], "time_granularity": "day", "ratings": [], "ratings_offset": 0}
ARTICLES = {"help-1": "Luggage", "help-1-old": "Luggage (old page)", "help-2": "Season tickets", "help-3": "Replacement buses"}
BUSES_FROM = dt.date(2026, 1, 5)


def mood(day):
    if day.month % 3 == 0 and 10 <= day.day <= 13:
        return Mood(volume=2.1, handoff=1.8, latency=2.2, errors=0.1, broken_tools=("track_parcel",), unhappy=2.0, only=("Is my train on time",))
    if day.month == 12:
        return Mood(volume=1.35, only=(CHANGE,))
    return Mood(volume=0.7 if day.month == 8 else 1.0)


def conversations(first, last, scale):
    company = Company(20250101, ASSISTANTS, INTENTS, [("Website", 60), ("App", 38), ("Partner desk", 2)], mood, [("en", 60), ("de", 37), ("fr", 3)])
    rows, day = [], first
    while day <= last:
        bus = day >= BUSES_FROM
        company.intents = [i for i in INTENTS if i.name != (SEASON if bus else BUSES)]
        age = (day.year - first.year) * 12 + day.month - first.month
        rows += company.day(day, 22 * scale * 1.01 ** age)
        day += dt.timedelta(days=1)
    end = stamp(dt.datetime(last.year, last.month, last.day, 22, 59, 59, tzinfo=dt.timezone.utc))
    rows = [r for r in rows if r["last_message_at"] <= end]
    label(rows)
    come_back(rows)
    return rows


SIGNALS = ("sentiment_label", "sentiment_reason", "resources_label", "resources_reason", "summary", "user_intent", "sentiment_shift", "sentiment_shift_reason",
           "deflection_quality", "deflection_quality_reason", "handoff_reason", "handoff_reason_detail", "recontact_risk", "recontact_risk_reason")


def label(rows):
    """What the story asks of labels and citations."""
    dice = Dice(20250102)
    for row in rows:
        asks = row["first_user_message"] or ""
        if ("bicycle" in asks or "Fahrrad" in asks) and row["user_intent"]:
            if row["resources_label"]:
                row["resources_label"] = dice.weighted([("irrelevant", 58), ("partial", 28), ("relevant", 14)])
            if row["has_handoff"]:
                row["handoff_reason"] = dice.weighted([("bot_limitation", 7), ("frustration", 2), ("user_request", 1)])
            elif row["deflection_quality"]:
                row["deflection_quality"] = dice.weighted([("partial", 5), ("no_response", 2), ("resolved", 3)])
                row["recontact_risk"] = dice.weighted([("high", 5), ("medium", 3), ("low", 2)])
        for citation in row["citations"]:
            if citation["item_id"] == "help-1" and dice.chance(0.4):
                citation.update(item_id="help-1-old", content=ARTICLES["help-1-old"])
                if row["deflection_quality"]:
                    row["deflection_quality"] = dice.weighted([("partial", 6), ("no_response", 2), ("resolved", 2)])
                if row["sentiment_label"]:
                    row["sentiment_label"] = dice.weighted([("negative", 4), ("neutral", 4), ("positive", 2)])
        if row["first_message_at"] < "2025-02-28T23:00:00Z":
            row.update(dict.fromkeys(SIGNALS))
        row["context"]["contact"]["plan"] = "card" if row["inbox_name"] == "App" else "guest"


def come_back(rows):
    """People at risk come back within a week more often: a later row becomes theirs."""
    dice, waiting = Dice(20250103), []
    chance = {"low": 0.06, "medium": 0.22, "high": 0.5, None: 0.1}
    for row in sorted(rows, key=lambda r: (r["first_message_at"], r["conversation_id"])):
        at = acme_studio.parse(row["first_message_at"])
        waiting = [w for w in waiting if w[1] > at]
        ready = next((w for w in waiting if w[0] <= at), None)
        if ready and row["context"]["contact"] != ready[2]:
            row["context"]["contact"] = ready[2]
            waiting.remove(ready)
        if dice.chance(chance[row["recontact_risk"]]):
            due = acme_studio.parse(row["last_message_at"]) + dt.timedelta(hours=dice.whole(3, 120))
            waiting.append((due, due + dt.timedelta(hours=30), row["context"]["contact"]))


def ratings(rows):
    """From May 2025 on. Who was helped rates more often than who was not: satisfaction flatters."""
    return [r for r in acme_studio.ratings([r for r in rows if r["last_message_at"] >= "2025-05-01T00:00:00Z"])]


def knowledge():
    """The library from September 2025 on: pages that nobody cites stay in it."""
    items = [{"id": i, "title": t} for i, t in sorted(ARTICLES.items())]
    items += [{"id": "help-%d" % n, "title": t} for n, t in ((7, "Bicycle racks at stations"), (8, "Lounge access"), (9, "Group tickets"))]
    return [{"id": identifier("kb", "help"), "title": "Help centre", "kb_type": "INTERCOM", "status": "ACTIVE", "intercom_items": items},
            {"id": identifier("kb", "legal"), "title": "Terms of carriage", "kb_type": "FILE", "status": "EDITED"}]
