"""Findings as people read them on a terminal and as programs read them in JSON."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from schemebuilder.diagnostics.finding import Finding, Label, Severity


def finding_json(finding: Finding) -> dict[str, object]:
    """Return a finding as plain data.

    Offsets `start` and `end` count code points; `line` and `column` count from 1. Keys that do not
    apply are left out.
    """
    plain: dict[str, object] = {
        "code": finding.code,
        "severity": finding.severity.value,
        "message": finding.message,
    }
    if finding.hint:
        plain["hint"] = finding.hint
    if finding.citation:
        plain["citation"] = finding.citation
    if finding.place:
        plain["place"] = finding.place
    if finding.example is not None:
        plain["example"] = dict(finding.example)
    if finding.labels:
        plain["labels"] = [_label_json(label) for label in finding.labels]
        plain |= _label_json(finding.labels[0])
        plain.pop("label", None)
    if finding.edits:
        plain["edits"] = [
            {
                "title": edit.title,
                "start": edit.span.start,
                "end": edit.span.end,
                "replacement": edit.replacement,
            }
            for edit in finding.edits
        ]
    return plain


def finding_text(finding: Finding, texts: Mapping[str, str]) -> str:
    """Return a finding as a few lines with the person's own text and a remedy.

    `texts` maps a span's `source` to the text it points into; a source that is not there is named
    without its lines.
    """
    lines = [f"{finding.severity.value} {finding.code}: {finding.message}"]
    if finding.place:
        lines.append(f"  in {finding.place}")
    for label in finding.labels:
        lines += _excerpt(label, texts)
    if finding.citation:
        lines.append(f"  law: {finding.citation}")
    if finding.example is not None:
        shown = ", ".join(f"{name} {value}" for name, value in finding.example.items())
        lines.append(f"  for example: {shown}")
    if finding.hint:
        lines.append(f"  what to do: {finding.hint}")
    return "\n".join(lines)


def summary(findings: Iterable[Finding]) -> str:
    """Return the count in words: `2 errors, 1 warning`, or `nothing to report`."""
    listed = list(findings)
    parts = [
        _counted(sum(finding.severity is severity for finding in listed), severity.value)
        for severity in Severity
        if any(finding.severity is severity for finding in listed)
    ]
    return ", ".join(parts) or "nothing to report"


def _counted(number: int, word: str) -> str:
    return f"{number} {word}" if number == 1 else f"{number} {word}s"


def _label_json(label: Label) -> dict[str, object]:
    span = label.span
    return {
        "source": span.source,
        "line": span.line,
        "column": span.column,
        "start": span.start,
        "end": span.end,
        "label": label.text,
    }


def _excerpt(label: Label, texts: Mapping[str, str]) -> list[str]:
    """Return where the label points, its line, and a mark under the words meant."""
    span = label.span
    where = f"  {span.source or 'text'}:{span.line}:{span.column}"
    text = texts.get(span.source)
    if text is None:
        return [f"{where} {label.text}".rstrip()]
    begin = text.rfind("\n", 0, span.start) + 1
    finish = text.find("\n", span.start)
    line = text[begin : finish if finish >= 0 else len(text)].rstrip("\r")
    width = max(1, min(span.end, begin + len(line)) - span.start)
    number = str(span.line)
    gutter = " " * len(number)
    indent = "".join("\t" if char == "\t" else " " for char in line[: span.start - begin])
    return [
        where,
        f"  {gutter} |",
        f"  {number} | {line}",
        f"  {gutter} | {indent}{'^' * width} {label.text}".rstrip(),
    ]
