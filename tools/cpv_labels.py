"""Makes `rules/law/cpv_reserved_services.csv` from the eForms code list `social-service-cpv` (genericode XML).

That list holds the codes of article 77 of directive 2014/24/EU, which are those of LOU 19 kap. 25 §. It is not the list
of bilaga 2: that one is read from the statute itself (`rules/law/cpv.yaml`).

    python tools/cpv_labels.py cpv_social-service-cpv.gc > rules/law/cpv_reserved_services.csv
"""

from __future__ import annotations

import csv
import io
import sys
from pathlib import Path

from lxml import etree


def rows(path: Path) -> list[tuple[str, str]]:
    """Code and Swedish label of each row of the code list."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    found = []
    for row in etree.parse(str(path), parser).getroot().iter("Row"):
        cells = {cell.get("ColumnRef"): cell.findtext("SimpleValue") or "" for cell in row}
        found.append((cells["code"], cells["swe_label"].strip()))
    return sorted(found)


def main() -> None:
    """Write the table to standard output."""
    out = io.TextIOWrapper(sys.stdout.buffer, encoding="utf-8", newline="")
    out.write("# Source: eForms SDK 1.15.1, code list social-service-cpv, Publications Office of the EU. CC BY 4.0.\n")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["code", "name_sv"])
    writer.writerows(rows(Path(sys.argv[1])))
    out.flush()


if __name__ == "__main__":
    main()
