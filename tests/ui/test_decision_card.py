"""What a card says of a decision whose award hangs on a list."""

from __future__ import annotations

import json

from schemebuilder import bundled
from schemebuilder.services import authoring, deciding
from schemebuilder_ui.widgets.decision import ELIGIBLE, HANGS, shown_outcome


def test_what_hangs_on_a_list_is_not_shown_as_an_award() -> None:
    scheme = authoring.check_source("zz_pmt_grant").scheme
    assert scheme is not None
    path = bundled.scheme_library() / "zz" / "zz_pmt_grant" / "cases.json"
    shown: set[str] = set()
    for case in json.loads(path.read_text(encoding="utf-8")):
        decided = deciding.decide_scheme(scheme, case)
        for subjects in decided.result["decisions"].values():
            for named in subjects.values():
                for name in scheme.benefits:
                    shown.add(shown_outcome(named[name]))
    assert HANGS in shown
    assert ELIGIBLE not in shown
