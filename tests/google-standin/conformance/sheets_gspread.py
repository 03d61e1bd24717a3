#!/usr/bin/env python3
"""S3: gspread, which the seed of this project used, opens the spreadsheet and reads its three tables."""
import gspread
from gspread.exceptions import APIError, SpreadsheetNotFound, WorksheetNotFound
from gspread.http_client import HTTPClient

import target
from target import BASE, GOOGLE, admin, check, raises

RAW = {"value_render_option": "UNFORMATTED_VALUE"}


class Local(HTTPClient):
    """gspread has Google's addresses built in; this one asks the stand-in."""

    def request(self, method, endpoint, **rest):
        if not GOOGLE:
            for root in ("https://sheets.googleapis.com", "https://www.googleapis.com"):
                if endpoint.startswith(root):
                    endpoint = BASE + endpoint[len(root):]
        return super().request(method, endpoint, **rest)


def main():
    token, id = target.household()
    client = gspread.authorize(target.credentials(token), http_client=Local)
    book = client.open_by_key(id)
    check("S3 open_by_key knows the title", book.title == "Household", book.title)
    check("S3 open finds a picked spreadsheet by name", client.open("Household").id == id)
    titles = [sheet.title for sheet in book.worksheets()]
    check("S3 worksheets come in order", titles == ["Financial_Tracker", "Accounts", "Budgets"], titles)
    records = book.worksheet("Financial_Tracker").get_all_records(**RAW)
    check("S3 get_all_records reads every transaction", len(records) == 100, len(records))
    first = records[0]
    check("S3 a date is a serial, an amount a number", (first["date"], first["amount"]) == (42375, 4.07), first)
    check("S3 a truth value is one", first["recurring"] in (False, "FALSE"), first)
    accounts = book.worksheet("Accounts").get_all_records()
    check("S3 a currency cell arrives formatted by default", accounts[0]["current_balance"] == "$2,310.55", accounts[0])
    accounts = book.worksheet("Accounts").get_all_records(**RAW)
    check("S3 and as a number unformatted", accounts[0]["current_balance"] == 2310.55, accounts[0])
    budgets = book.worksheet("Budgets").get_all_records(**RAW)
    check("S3 budgets are numbers", budgets[1]["monthly_limit"] == 180.5, budgets[1])
    batch = book.values_batch_get(["Accounts!A1:A2", "Budgets"], params={"valueRenderOption": "UNFORMATTED_VALUE"})
    ranges = [one["range"] for one in batch["valueRanges"]]
    check("S3 a batch keeps the order", [one.split("!")[0] for one in ranges] == ["Accounts", "Budgets"], ranges)
    raises("S3 a sheet that is not there is WorksheetNotFound", WorksheetNotFound, lambda: book.worksheet("Nope"))
    raises("S3 a name nobody has is SpreadsheetNotFound", SpreadsheetNotFound, lambda: client.open("Nope"))
    raises("S3 a range that cannot be parsed is a 400", APIError, lambda: book.values_get("NOPE!A5:F15"),
           lambda error: error.code == 400 and "Unable to parse range: NOPE!A5:F15" in str(error))
    if not GOOGLE:
        admin("POST", "/clock", {"advance": 60})
        only_here(client)


def only_here(client):
    foreign = target.file_named("user2", "Haushalt")
    raises("S3 a spreadsheet of somebody else is SpreadsheetNotFound", (SpreadsheetNotFound, APIError),
           lambda: client.open_by_key(foreign))
    token, id = target.pick("user2", "Haushalt")
    german = gspread.authorize(target.credentials(token), http_client=Local).open_by_key(id)
    sheet = german.worksheet("Financial_Tracker")
    row = sheet.get_all_records()[1]
    check("S3 gspread's numbers are wrong in a comma-decimal country", row["amount"] == 1250, row)
    raw = sheet.get_all_records(numericise_ignore=["all"], **RAW)[1]
    check("S3 and the text is kept when it is told to", raw["amount"] == "12,50", raw)
    rows = sheet.get_all_values(**RAW)
    check("S3 a blank row in the middle stays", rows[3] == [""] * 8, rows[3])
    token, id = target.pick("user1", "Blank")
    blank = gspread.authorize(target.credentials(token), http_client=Local).open_by_key(id).sheet1
    check("S3 an empty sheet has no records", blank.get_all_records() == [], None)

    def many():
        for _ in range(130):
            blank.get("A1")

    raises("S3 too many reads in a minute are a 429", APIError, many,
           lambda error: error.code == 429 and "Read requests per minute per user" in str(error))
    admin("POST", "/clock", {"advance": 60})
    check("S3 the next minute is new", blank.get("A1") == [[]], None)


main()
target.done()
