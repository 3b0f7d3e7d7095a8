// What the import command says: its faults with what to do about each, its verdicts and its summary. Text only.
export default {
  event: { directory: { imported: "Imported the directory of {{source}}: {{taken}} rows taken, {{refused}} refused" } },
  usage:
    "Use: npm run import -- <file, folder or zip> [--mapping FILE] [--dry-run] [--report FILE] [--source NAME]. Reads Ohana CSV, HSDS 1.1 and 3 CSV, and HSDS 3 JSON; any other JSON lines or CSV through a mapping.",
  missing: "There is nothing at {{path}}: check the path and run the import again.",
  unknown:
    "Nothing in {{path}} is a directory this import knows: it reads Ohana CSV, HSDS 1.1 and 3 CSV (organizations.csv, locations.csv, services.csv …) and HSDS 3 JSON. A file with other names is read with --mapping FILE.",
  "not-flat":
    "{{path}} is not a flat file: a mapping reads one file of JSON objects, one a line or in a list, or one CSV table with a header.",
  unreadable:
    "{{file}} is not a table: a quotation mark opens and never closes. Mend the file and run the import again.",
  "report-unwritable":
    "The report could not be written to {{path}}: choose a folder that exists. Nothing was imported.",
  "zip-unreadable":
    "{{file}} could not be unpacked: it is damaged, or locked with a password. Zip the files anew without one and import again.",
  "zip-too-large":
    "{{file}} unpacks to more than a directory can be. Zip only the tables of the directory and import again.",
  "zip-too-many":
    "{{file}} holds more than a thousand files, so it is not one directory. Zip only its tables and import again.",
  "zip-outside":
    "{{file}} holds a file whose path leads out of the zip. Do not trust it; ask the publisher for another one.",
  cancelled: "Stopped as you asked: nothing of this import was kept.",
  progress: {
    read: "Reading: {{done}} of {{total}} rows",
    write: "Writing the directory: {{done}} of {{total}} rows",
    remember: "Writing down where each row came from: {{done}} of {{total}}",
    close: "Closing the record. This can take a minute",
  },
  table: {
    what: "What",
    file: "File",
    row: "Row",
    field: "Field",
    written: "As written",
    message: "What to do",
    refused: "Left out",
    note: "Taken, please look",
    kept: "Written by hand, and kept",
    "kept-words":
      "{{name}}: the directory keeps what a person wrote: {{ours}}. Take the file's word or keep ours on the page of differences.",
    removal: "No longer in the file",
    "removal-words":
      "{{name}} is no longer in the file. Nothing was removed: look at it, and end it by hand where it has ended.",
    "not-read": "Not read",
  },
  empty: "Nothing could be taken from {{path}}: every row was refused, or there is none.",
  heading: "{{source}}: {{format}}",
  "dry-run": "This was a trial: nothing was kept.",
  applied: "Kept in one transaction.",
  row: "{{file}}: {{taken}} taken, {{unchanged}} unchanged, {{refused}} refused, of {{rows}}",
  total:
    "Together: {{taken}} taken, {{unchanged}} unchanged, {{refused}} refused, of {{rows}} rows, in {{seconds}} seconds",
  verdict: {
    taken: "Verdict: taken.",
    refused: "Verdict: refused. {{refused}} of {{rows}} rows would be left out; the reasons are above.",
  },
  place: "{{file}}, row {{row}}, {{field}}: {{text}}",
  "place-row": "{{file}}, row {{row}}: {{text}}",
  "place-file": "{{file}}: {{text}}",
  more_one: "  … and {{count}} more row like this.",
  more_other: "  … and {{count}} more rows like this.",
  written: "(written: {{value}})",
  mapping: {
    heading: "The mapping {{file}} has mistakes. Nothing was imported:",
    "not-json": "It is not JSON: a comma, a bracket or a quotation mark is missing or one too many.",
    "not-an-object":
      "It must be an object with a part called fields, which says for each field of ours where it comes from.",
    "unknown-part": "{{at}} is not known: a mapping has source, about, fields, each, dates and repeats.",
    "unknown-target": "{{at}} is not a field of ours.",
    meant: "Perhaps {{value}} was meant.",
    "missing-target": "{{at}} is missing: say which field it comes from.",
    "unknown-operation":
      "{{at}}: {{value}} is not known. A value is from, constant, join (with) or first, and may have after, before, blank and sentences.",
    "wrong-value":
      "{{at}}: {{value}} cannot be read. Write the name of a field, or an object with one of from, constant, join and first.",
    "no-place": "Nothing says where the places are: give {{at}}, or both location.latitude and location.longitude.",
    "service-id-needed": "{{at}} is missing: with each, every service needs an id of its own.",
    "no-such-field": "{{at}}: no row of the file has a field {{value}}.",
  },
  "not-read": {
    heading: "Not read:",
    line: "{{file}}: {{reason}}",
    "not-a-table": "not one of the tables of a directory",
    "same-facts": "the folder's CSV tables are read instead; name this file to read it by itself",
    "other-name": "its name is not that of a table; name this file to read it by itself",
  },
  columns: {
    heading: "Columns with no place in the directory:",
    line: "{{file}}: {{columns}}",
  },
  proposals: {
    heading: "No longer in the files. Nothing was removed; look at each and end it by hand:",
    line: "{{kind}} {{id}}: {{name}}",
    more_one: "  … and {{count}} more, in the report.",
    more_other: "  … and {{count}} more, in the report.",
  },
  fault: {
    "address-no-street": "there is no street. Taken with its town alone; add the street unless the place hides it.",
    "address-of-other-place":
      "the letter would go to another provider: only {{agreeing}} of {{comparable}} rows of this file agree with the town and postal code of the location they name. Correct location_id and import again.",
    "category-against-code":
      "its parent {{id}} is nowhere in the file and is not what the code says. Correct parent_id and import again.",
    "cell-too-long": "longer than {{longest}} characters. The rest was cut off; shorten it.",
    "columns-missing":
      "these columns are missing: {{columns}}. Add them, with empty cells if need be, and import again.",
    "coordinates-incomplete": "only one of the two coordinates is given. Taken without a point; add the other one.",
    "coordinates-not-on-earth": "this point is not on Earth. Taken without it; correct the coordinates.",
    "coordinates-turned":
      "the two coordinates are exchanged, or a minus is missing. Taken as {{meant}}, which is where the address lies; correct them.",
    "day-unreadable": "this is not a day. Write it as 2014-12-24 or 12/24/2014.",
    "day-without-year":
      "the year 0001 stands for each year. Kept as text, because the day is not certain; write one row for each year.",
    "email-unreadable": "this is not an e-mail address. Taken without it; correct it.",
    "encoding-cut-off":
      "some bytes are no letters, as where a file was cut off. Each was taken as “\uFFFD”; export the file again.",
    "encoding-latin-1": "the file is not UTF-8 and was read as Latin-1. Save it as UTF-8 if letters look wrong.",
    "hours-inverted-days": "the last day is before the first. Correct the days.",
    "hours-no-close": "an opening time without a closing time. Add closes_at.",
    "hours-no-open": "there is no opening time. Add opens_at, or mark the day as closed.",
    "hours-not-certain":
      "this rule cannot be said as weekly hours with a season or a turn of the month. Kept as text; the hours count as unknown.",
    "hours-past-midnight":
      "it closes after midnight. Taken so; if that is not meant, write the closing time with AM or PM.",
    "id-blank": "there is no id. Add one that no other row has.",
    "id-repeated": "row {{first}} has the same id. The first row stands; give this one an id of its own.",
    "kept-own-edit":
      "the provider's own edit was kept: somebody changed this by hand since the last import. Ask them which is right.",
    "letters-lost":
      "letters were lost before this file was made. Kept as written; write the “\uFFFD” anew where you know what it was.",
    "letters-misread":
      "letters were read in a wrong encoding before this file was made. Kept as written; it was likely “{{meant}}”.",
    "link-repeated": "row {{first}} says the same link. It is kept once; remove this one.",
    "location-without-organization":
      "no organization of the package is named. Taken as a place of the one whose service is given there ({{owner}}).",
    "location-without-owner":
      "it belongs to no organization of the package, and none gives a service there. Add organization_id.",
    "name-blank": "there is no name. Add one.",
    "no-place-in-directory":
      "the directory has no place for this kind of row. Nothing is lost in the file; no action is needed.",
    "number-unreadable": "this is not a number. Taken without it; correct it.",
    "owner-blank": "it belongs to nobody: no location, service or organization is named. Add one.",
    "owner-is-contact":
      "it belongs to a contact, and people's names are not taken into the directory. Give it a location, a service or an organization.",
    "parent-not-given": "{{parent}} {{id}} is not in the package. Taken without it; add it or clear this cell.",
    "parent-not-taken": "{{parent}} {{id}} was refused itself. Mend that row first.",
    "parent-outside-package":
      "{{parent}} {{id}} is not in this file. Right if it was imported before, or comes with the rest of the package.",
    "parent-unknown":
      "there is no {{parent}} {{id}}, neither here nor imported before. Correct the id, or import that row first.",
    "person-not-taken":
      "contacts are people, and people's names are not taken into the directory. No action is needed.",
    "phone-blank": "there is no telephone number. Add it, or remove the row.",
    "phone-location-disagrees":
      "service {{service}} is given at location {{location}}, not here. Taken as a number of the service.",
    "phone-type-blank": "there is no number_type. Write voice, fax, tty, sms or hotline.",
    "phone-type-unknown": "this type is not known. Taken as voice; write voice, fax, tty, sms or hotline.",
    "place-far-off":
      "this point is {{kilometres}} km from the middle of the others. Taken as it is; check that it is meant.",
    "place-not-found":
      "neither a point nor the address puts this place on the map. Taken, but a search by distance cannot find it; correct the town or the postal code.",
    "point-nowhere":
      "no postal code is near this point: it lies in the sea or abroad. Taken without it; correct the coordinates or add the address.",
    "point-off-address":
      "this point is {{kilometres}} km from the address. Taken where the postal code or the town is; correct the coordinates or the address.",
    "point-shared":
      "{{count}} places of different streets have this one point, so it is nobody's own. Taken where the postal code or the town is; correct the coordinates.",
    "row-unreadable": "this line is not a JSON object. Mend it and import again.",
    "row-updated": "row {{later}} has the same id and comes later. That one stands; no action is needed.",
    "row-repeated": "row {{first}} says the same. It is kept once; remove this one.",
    "row-too-many-cells": "more cells than columns. Put quotation marks around cells that hold a comma.",
    "service-without-location":
      "no location is named. Taken as a service without a place, which the search cannot find.",
    "service-without-organization":
      "neither a location nor an organization is named, so it is nobody's. Add location_id.",
    "status-unknown":
      "this status is not known. Taken as inactive; write active, inactive, defunct or temporarily closed.",
    "time-unreadable": "this is not a time of day. Write it as 9:30, 14:00 or 3:00 PM.",
    "time-zone-assumed": "no state tells its time zone. Taken as {{zone}}; add the address.",
    "value-blank": "this must not be blank. Fill it in.",
    "website-unreadable": "this is not a web address. Taken without it; correct it.",
    "weekday-unreadable": "this is not a day of the week. Write Monday, Tuesday …",
  },
} as const;
