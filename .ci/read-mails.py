"""Reads every mail in a folder as another program would: with Python's email and icalendar, both strict.

Called by the mailer's tests, with a folder of .eml files and what each is to be read as (expected.json). Says all that is
wrong, and ends with 1 where anything is."""

import email
import email.policy
import json
import re
import sys
from datetime import datetime, timedelta, timezone
from pathlib import Path

from icalendar import Calendar

STRICT = email.policy.default.clone(raise_on_defect=True)
LONGEST_LINE, LONGEST_CALENDAR_LINE, FOLDED_AT = 998, 75, 78
ONCE = ["From", "To", "Subject", "Date", "Message-ID", "MIME-Version", "Auto-Submitted", "Content-Language", "Content-Type"]

wrong = []


def check(file, holds, what):
    if not holds:
        wrong.append(f"{file}: {what}")


def equal(file, what, found, expected):
    check(file, found == expected, f"{what} is {found!r:.300} rather than {expected!r:.300}")


def lines(text):
    return text.replace("\r\n", "\n").rstrip("\n").split("\n")


def name(text):
    """A name as far as icalendar keeps one: of a parameter it drops backslashes, and spaces after an equals sign."""
    return re.sub(r"[\\\s]", "", text)


def instant(text):
    return datetime.fromisoformat(text.replace("Z", "+00:00"))


def read_raw(file, raw):
    """What holds for the octets, whatever they say (RFC 5322, section 2.1; RFC 2047, section 2)."""
    check(file, raw.isascii(), "an octet is not ASCII")
    text = raw.decode("ascii", "replace")
    check(file, not re.search(r"\r(?!\n)|(?<!\r)\n", text), "a line does not end with CRLF")
    check(file, all(len(line) <= LONGEST_LINE for line in text.split("\r\n")), "a line is too long for SMTP")
    head = text.partition("\r\n\r\n")[0]
    for line in head.split("\r\n"):
        check(file, re.match(r"[!-9;-~]+:|[ \t]+\S", line), f"no header: {line!r}")
        # No line with a space to fold at, and no encoded word, is longer than need be.
        words = line.strip().split(" ")
        longest = max(len(word) for word in words)
        check(file, len(line) <= FOLDED_AT or longest + 20 > FOLDED_AT, f"not folded: {line!r}")
        for word in re.findall(r"=\?[^?]+\?[bqBQ]\?[^?]*\?=", line):
            check(file, len(word) <= 75, f"an encoded word is too long: {word!r}")


def read_parts(file, mail, expected):
    """The tree of parts, as clients look for them."""
    shape = lambda part: (part.get_content_type(), *map(shape, part.iter_parts())) if part.is_multipart() else part.get_content_type()
    html = ("multipart/related", "text/html", "image/png") if expected["picture"] else "text/html"
    if "calendar" in expected:
        tree = ("multipart/mixed", ("multipart/alternative", "text/plain", html, "text/calendar"), "text/calendar")
    else:
        tree = ("multipart/alternative", "text/plain", html)
    equal(file, "its tree", shape(mail), tree)
    for part in mail.walk():
        check(file, not part.defects, f"defects: {part.defects}")
        for header in part.values():
            check(file, not getattr(header, "defects", ()), f"defects of a header: {header!r}")
    equal(file, "its text", lines(mail.get_body(("plain",)).get_content()), lines(expected["text"]))
    equal(file, "its HTML", lines(mail.get_body(("html",)).get_content()), lines(expected["html"]))
    for picture in (part for part in mail.walk() if part.get_content_type() == "image/png"):
        cid = picture["Content-ID"]
        check(file, re.fullmatch(r"<[^<>@\s]+@[^<>@\s]+>", cid or ""), f"Content-ID is {cid!r}")
        check(file, f'src="cid:{cid[1:-1]}"' in expected["html"], "the HTML does not show the picture")
        equal(file, "the picture's disposition", picture.get_content_disposition(), "inline")
        check(file, picture.get_content().startswith(b"\x89PNG\r\n\x1a\n"), "the picture is no PNG")


def read_mail(file, raw, expected):
    read_raw(file, raw)
    mail = email.message_from_bytes(raw, policy=STRICT)
    for header in ONCE:
        equal(file, f"the number of {header}", len(mail.get_all(header, [])), 1)
    for header in ["Bcc", "Cc"]:
        check(file, header not in mail, f"there is a {header}")
    sender = mail["From"].addresses[0]
    equal(file, "From", f"{sender.display_name}|{sender.addr_spec}", expected["from"])
    equal(file, "To", [to.addr_spec for to in mail["To"].addresses], [expected["to"]])
    equal(file, "Subject", str(mail["Subject"]), expected["subject"])
    equal(file, "Date", mail["Date"].datetime, instant(expected["date"]))
    check(file, re.fullmatch(r"<[0-9a-f]{32}@clockout\.example>", mail["Message-ID"]), f"Message-ID is {mail['Message-ID']!r}")
    equal(file, "Auto-Submitted", mail["Auto-Submitted"], "auto-generated")
    stop = expected["unsubscribe"]
    equal(file, "List-Unsubscribe", mail["List-Unsubscribe"], f"<{stop}>" if stop else None)
    equal(file, "List-Unsubscribe-Post", mail["List-Unsubscribe-Post"], "List-Unsubscribe=One-Click" if stop else None)
    read_parts(file, mail, expected)
    return mail


def read_calendar(file, mail, expected):
    """The calendar in both places, and what a calendar program makes of it; gives its event."""
    form, attached = [part for part in mail.walk() if part.get_content_type() == "text/calendar"]
    equal(file, "the file's name", attached.get_filename(), "invite.ics")
    equal(file, "the file's disposition", attached.get_content_disposition(), "attachment")
    equal(file, "the other form's disposition", form.get_content_disposition(), None)
    octets = form.get_payload(decode=True)
    check(file, octets == attached.get_payload(decode=True), "form and file differ")
    for part in (form, attached):
        equal(file, "the method of the media type", part["Content-Type"].params.get("method"), expected["method"])
        equal(file, "its charset", part.get_content_charset(), "utf-8")
    text = octets.decode("utf-8")
    check(file, text.endswith("END:VCALENDAR\r\n"), "the calendar does not end with a line")
    check(file, not re.search(r"\r(?!\n)|(?<!\r)\n", text), "a line of the calendar does not end with CRLF")
    for line in octets.split(b"\r\n"):
        check(file, len(line) <= LONGEST_CALENDAR_LINE, f"a line of the calendar is too long: {line!r}")

    calendar = Calendar.from_ical(text)
    for component in calendar.walk():
        check(file, not component.errors, f"errors: {component.errors}")
    equal(file, "METHOD", calendar["METHOD"], expected["method"])
    equal(file, "VERSION", calendar["VERSION"], "2.0")
    zones = calendar.walk("VTIMEZONE")
    event, = calendar.walk("VEVENT")
    equal(file, "UID", event["UID"], expected["uid"])
    equal(file, "SEQUENCE", event["SEQUENCE"], expected["sequence"])
    check(file, event["SEQUENCE"] < 2**31, "SEQUENCE is no 32 bits")
    equal(file, "DTSTAMP", event["DTSTAMP"].dt.replace(microsecond=0), mail["Date"].datetime)
    equal(file, "SUMMARY", event["SUMMARY"], expected["summary"])
    equal(file, "LOCATION", event["LOCATION"], expected["location"])
    equal(file, "ORGANIZER", event["ORGANIZER"], "mailto:hello@clockout.example")
    equal(file, "the organizer's name", name(event["ORGANIZER"].params["CN"]), name(expected["organizer"]))
    attendee = event["ATTENDEE"]
    equal(file, "ATTENDEE", attendee, "mailto:" + mail["To"].addresses[0].addr_spec)
    equal(file, "the attendee's name", name(attendee.params["CN"]), name(expected["attendee"]))
    for parameter, value in {"PARTSTAT": "ACCEPTED", "RSVP": "FALSE", "ROLE": "REQ-PARTICIPANT"}.items():
        equal(file, parameter, attendee.params[parameter], value)
    cancelled = expected["method"] == "CANCEL"
    equal(file, "STATUS", event["STATUS"], "CANCELLED" if cancelled else "CONFIRMED")
    equal(file, "TRIGGER", [alarm["TRIGGER"].dt for alarm in event.walk("VALARM")], [] if cancelled else [timedelta(hours=-2)])

    # By nothing but the calendar's own VTIMEZONE: no zone that this machine knows.
    zone = None
    for component in zones:
        check(file, "RRULE" not in component.to_ical().decode(), "a VTIMEZONE has rules")
        if component["TZID"] == expected["zone"]:
            zone = component.to_tz(lookup_tzid=False)
    start, end = event["DTSTART"], event["DTEND"]
    equal(file, "DTSTART as it is written", start.dt.replace(tzinfo=None), datetime.fromisoformat(expected["wall"]))
    for which, time, at in (("DTSTART", start, expected["startsAt"]), ("DTEND", end, expected["endsAt"])):
        if "TZID" in time.params:
            equal(file, f"the zone of {which}", time.params["TZID"], expected["zone"])
            check(file, zone is not None, f"there is no VTIMEZONE for {which}")
            local = time.dt.replace(tzinfo=None, fold=0)
            equal(file, f"the instant of {which}", local.replace(tzinfo=zone).astimezone(timezone.utc), instant(at))
        else:
            equal(file, f"the instant of {which}", time.dt, instant(at))
    return event


def follow(story, events):
    """What the recipient's calendar shows after each mail, if it takes only what is newer (RFC 5546, section 2.1.5)."""
    kept = None
    for step in story:
        event = events[step["file"]]
        newer = lambda entry: (entry["SEQUENCE"], entry["DTSTAMP"].dt)
        if kept is None or newer(event) > newer(kept):
            check(step["file"], kept is None or event["SEQUENCE"] > kept["SEQUENCE"], "SEQUENCE does not rise")
            kept = event
        shown = "" if kept["STATUS"] == "CANCELLED" else kept["DTSTART"].dt.astimezone(timezone.utc)
        equal(step["file"], "what the calendar shows", shown, step["startsAt"] and instant(step["startsAt"]))


def main(folder):
    expected = json.loads((folder / "expected.json").read_text(encoding="utf-8"))
    events = {}
    for each in expected["mails"]:
        file = each["file"]
        try:
            mail = read_mail(file, (folder / file).read_bytes(), each)
            if "calendar" in each:
                events[file] = read_calendar(file, mail, each["calendar"])
        except Exception as error:
            wrong.append(f"{file}: {type(error).__name__}: {error}")
    if not wrong:
        follow(expected["story"], events)
    if wrong:
        sys.exit("\n".join(wrong[:40]) + f"\n{len(wrong)} things are wrong")
    print(f"{len(expected['mails'])} mails read, nothing wrong")


main(Path(sys.argv[1]))
