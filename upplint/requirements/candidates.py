"""Stretches of text that bind somebody, with the force and the party told by their words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from upplint.documents.model import Block, BlockKind, Document
from upplint.language.analysis import Analysis, Sentence
from upplint.requirements import cues, leadins, present, questions, tables, wording
from upplint.requirements.actors import decide
from upplint.requirements.candidate import Candidate
from upplint.requirements.clauses import Hit, find_hits, markers_by_sentence, split_at
from upplint.requirements.leadins import Lead
from upplint.requirements.model import Force, On
from upplint.requirements.norms import find_norm
from upplint.requirements.sections import default_on, section_types
from upplint.requirements.subjects import Names, Subject, find_subject

if TYPE_CHECKING:
    from decimal import Decimal

    from spacy.tokens import Doc

_SKIPPED = frozenset({BlockKind.HEADING, BlockKind.HEADER, BlockKind.FOOTER, BlockKind.LEGEND, BlockKind.CAPTION})
_INSTRUCTED = frozenset({"admin", "qualification", "evaluation", "unknown", "exclusion"})
_SURE_DEFAULT = 0.6
_TELLING = 4  # words of a column head that is an instruction and no mere label


class Finder:
    """Finds candidates in one document.

    Args:
        document: as read. analysis: of the same document.
    """

    def __init__(self, document: Document, analysis: Analysis) -> None:
        self.document = document
        self.analysis = analysis
        self.names = Names(document)
        self.sections = section_types(document)
        self.leads = leadins.Leads(document, analysis, self.names, self.sections)
        self.styles = present.Styles(document, analysis, self.sections, self.names)
        self._parsed: dict[int, Doc] = {}
        self._asked: dict[int, Sentence] = {}
        self._hits: dict[int, tuple[Hit, ...]] = {}
        self._markers = markers_by_sentence(analysis)

    def find(self) -> tuple[Candidate, ...]:
        """All candidates in reading order."""
        blocks = [b for b in self.document.blocks if b.kind not in _SKIPPED]
        found = {b.index: list(self._of_block(b)) for b in blocks}
        if self._asked:  # sentences that only their parse can tell, parsed in one batch
            self._parsed = self.analysis.parse(self._asked.values())
            again = {s.block for s in self._asked.values()}
            found |= {b.index: list(self._of_block(b)) for b in blocks if b.index in again}
        return tuple(sorted((c for part in found.values() for c in part), key=lambda c: (c.start, c.end)))

    def _of_block(self, block: Block) -> Iterator[Candidate]:
        sentences = self.analysis.sentences_of(block)
        if sentences and wording.TO_AUTHOR.match(block.text):
            yield from self._aside(block, sentences)
            return
        if not sentences:
            return
        if block.cells:
            yield from self._row(block, sentences)
            return
        lead = self.leads.of(block)
        previous: On | None = None
        for i, sentence in enumerate(sentences):
            if i == 0 and self.leads.tells_when(block):
                continue
            if (
                block.answer is None
                and i == len(sentences) - 1
                and self.leads.introduces(block)
                and leadins.introducing([s.text for s in sentences]) == sentence.text
                and not wording.own_duty(sentence.text)
                and not self._complete(block, sentence)
            ):
                continue  # a lead-in: its items carry the duty
            found = list(self._statement(block, sentence, previous))
            if not found and block.answer is not None and not wording.nothing(sentence.text):
                last = all(wording.nothing(s.text) for s in sentences[i + 1 :])
                found = list(self._question(block, sentence, last=last, first=i == 0))
            weak = all(c.kind == "weak" or (c.kind == "command" and block.answer is None) for c in found)
            weak = weak or (lead is not None and wording.SUBORDINATE.match(sentence.text) is not None)
            if i == 0 and lead is not None and weak:
                found = list(self._item(block, sentence, lead))
            found = [replace(c, kind="sentence") if c.kind == "weak" else c for c in found]
            if found:
                previous = found[-1].on
            yield from found

    def _aside(self, block: Block, sentences: Iterable[Sentence]) -> Iterator[Candidate]:
        """Words of duty in what a template tells its author to do: they bind no tenderer."""
        for sentence in sentences:
            hits = [h for h in self._hits_of(sentence) if h.marker.kind == "modal" and not h.marker.plain]
            if not hits:
                continue
            hit = hits[0]
            own = not hit.under and find_subject(sentence.text, hit, self.names).cls in ("tenderer", "authority")
            on = On.AUTHORITY if own else On.NOBODY
            yield self._make(block, sentence, on, hit.marker.force, 0.5, sentence.text[hit.start : hit.end])

    def _complete(self, block: Block, sentence: Sentence) -> bool:
        """A full sentence over items that are full sentences too: it binds by itself."""
        if not sentence.text.rstrip().endswith("."):
            return False
        following = self.document.blocks[block.index + 1 : block.index + 2]
        sentences = self.analysis.sentences_of(following[0]) if following else ()
        section = self.sections[block.index]
        return bool(sentences) and any(
            h.marker.kind == "modal" and self._counts(h, sentences[0].text, section) is not None
            for h in self._hits_of(sentences[0])
        )

    def _statement(
        self, block: Block, sentence: Sentence, previous: On | None, *, nested: bool = True
    ) -> Iterator[Candidate]:
        text = sentence.text
        if wording.nothing(text):
            return
        if block.answer is not None and questions.confirms(text):
            return
        section = self.sections[block.index]
        command = wording.command(text)
        if command is not None:
            force = Force.SHOULD if cues.plain(r"^\w+ gärna\b").match(text) else Force.MUST
            on = On.SUPPLIER if section == "contract" and block.answer is None else On.TENDERER
            yield self._make(block, sentence, on, force, 0.85, command, kind="command")
            return
        hits = self._hits_of(sentence)
        if questions.asks(text):
            if self._weight(block) is not None:
                yield self._make(block, sentence, On.TENDERER, Force.SHOULD, 0.75, "?", kind="question")
            elif block.answer is None and questions.confirms(text) and questions.addressed(text):
                yield self._make(block, sentence, On.TENDERER, Force.MUST, 0.6, "?", kind="question")
            return
        if self.leads.unbound(block) or cues.pattern("present", "now").search(text):
            hits = tuple(h for h in hits if not h.marker.plain)
        main = [(h, s) for h in hits if (s := self._counts(h, text, section)) is not None]
        if main:
            yield from self._pieces(block, sentence, main, previous)
            return
        if self.leads.unbound(block):
            return
        norm = find_norm(text, section, self.names)
        if norm is not None:
            base = default_on(section)
            yield self._make(block, sentence, norm.on or base, Force.MUST, 0.55, norm.cue)
            return
        told = wording.instruction(text) if section in _INSTRUCTED else None
        if told:
            yield self._make(block, sentence, On.TENDERER, Force.MUST, 0.7, told)
            return
        plain = self._present(block, sentence, section)
        if plain is not None:
            yield self._make(block, sentence, plain.on, Force.MUST, 0.5, plain.cue)
            return
        under = [h for h in hits if h.marker.id in ("ska", "maste") and h.under]
        if under and nested:
            cue = text[under[0].start : under[0].end]
            on = self._under(text, under[0], section)
            yield self._make(block, sentence, on, Force.MUST, 0.5, cue, kind="weak")

    def _hits_of(self, sentence: Sentence) -> tuple[Hit, ...]:
        if sentence.index not in self._hits:
            section = self.sections[sentence.block]
            among = [m for m in self._markers.get(sentence.index, ()) if not m.sections or section in m.sections]
            self._hits[sentence.index] = find_hits(sentence.text, among)
        return self._hits[sentence.index]

    def _present(self, block: Block, sentence: Sentence, section: str) -> present.Present | None:
        """A duty in the plain present; a sentence that is not parsed yet is put on the list."""
        if present.fine(sentence.text, section):
            return present.Present(":", On.SUPPLIER)
        if block.answer is not None or self.styles.tells(block) or not present.may_bind(sentence.text, section):
            return None
        doc = self._parsed.get(sentence.index)
        if doc is None:
            self._asked[sentence.index] = sentence
            return None
        return present.judge(doc, sentence.text, section, self.names, plain=self.styles.plain(block))

    def _under(self, text: str, hit: Hit, section: str) -> On:
        """A subordinate "ska" binds the party that its own clause names, as subject or as antecedent of "som"."""
        if hit.under in ("purpose", "question") or wording.befalls(text, hit):
            return On.NOBODY
        subject = find_subject(text, hit, self.names)
        if not text[hit.clause : hit.start].strip(" ,") or subject.cls in ("work_thing", ""):
            before = text[: hit.clause].removesuffix("som").split()
            head = before[-1] if before else ""
            if head == "person" and before[-2:-1] in (["juridisk"], ["fysisk"], ["annan"]):
                return On.NOBODY
            subject = Subject(head, head, self.names.class_of(head))
        if subject.cls not in ("tenderer", "supplier", "person", "mutual") or subject.head.endswith("s"):
            return On.NOBODY
        return decide(subject, text, hit.end, section, self.names)[0]

    def _counts(self, hit: Hit, text: str, section: str) -> Subject | None:
        """The subject of a marker that binds in a main clause, None where it does not bind."""
        if hit.under in ("relative", "question", "condition", "purpose") and not hit.marker.loose:
            return None
        if wording.quoted(text, hit.start):
            return None
        if hit.under == "that" and hit.marker.plain and not text[: hit.clause].rstrip().endswith("innebär att"):
            return None
        subject = find_subject(text, hit, self.names)
        if hit.marker.actors and subject.cls not in hit.marker.actors:
            return None
        return subject

    def _pieces(
        self, block: Block, sentence: Sentence, main: list[tuple[Hit, Subject]], previous: On | None
    ) -> Iterator[Candidate]:
        groups: list[tuple[int, list[tuple[Hit, Subject]]]] = [(0, [main[0]])]
        for pair, following in pairwise(main):
            cut = split_at(sentence.text, pair[0], following[0])
            if cut is None:
                groups[-1][1].append(following)
            else:
                groups.append((cut, [following]))
        section = self.sections[block.index]
        for i, (begin, group) in enumerate(groups):
            end = groups[i + 1][0] if i + 1 < len(groups) else len(sentence.text)
            hit, subject = min(group, key=lambda g: (g[0].marker.plain, g[0].marker.kind == "option", g[0].start))
            if (
                i
                and previous is not None
                and not cues.plain(r"\w").search(wording.fundament(sentence.text, begin, hit))
            ):
                on, sure = previous, 0.7  # "... och ska": the subject of the clause before
            elif hit.marker.on is not None:
                on, sure = hit.marker.on, 0.7
                if on is On.TENDERER and section == "contract":
                    on = On.SUPPLIER
            elif hit.marker.kind == "impersonal":
                on, sure = self._impersonal(hit, sentence.text, section)
            else:
                on, sure = decide(
                    subject,
                    sentence.text,
                    hit.end,
                    section,
                    self.names,
                    previous=previous,
                    asked=block.answer is not None,
                )
            if hit.under == "that" and on is not On.NOBODY:
                sure = min(sure, 0.6)
            yield self._make(
                block,
                sentence,
                on,
                hit.marker.force,
                sure,
                sentence.text[hit.start : hit.end],
                begin=begin,
                end=end,
            )
            previous = on

    def _impersonal(self, hit: Hit, text: str, section: str) -> tuple[On, float]:
        """An impersonal marker binds the party named behind it, else the section's."""
        subject = find_subject(text, hit, self.names)
        parties = ["tenderer", "supplier", "person", "mutual"]
        if hit.marker.force is Force.MUST:
            parties.append("authority")
        elif subject.cls == "authority":
            subject = self._addressee(text, hit)
        if subject.cls in parties:
            return decide(subject, text, hit.end, section, self.names)
        base = default_on(section)
        return (On.SUPPLIER if base is On.NOBODY else base), _SURE_DEFAULT

    def _addressee(self, text: str, hit: Hit) -> Subject:
        """Whom a wish is addressed to: the first party behind the marker that is not the authority."""
        for word in cues.plain(r"[^\W\d_]+").findall(text[hit.end :]):
            cls = self.names.class_of(word)
            if cls in ("tenderer", "supplier", "person"):
                return Subject(word, word, cls)
        return Subject("", "", "")

    def _item(self, block: Block, sentence: Sentence, lead: Lead) -> Iterator[Candidate]:
        if not any(ch.isalnum() for ch in sentence.text):
            return
        on, sure = self.leads.on_for(lead, sentence.text, self.sections[block.index])
        yield self._make(block, sentence, on, lead.force, sure, lead.cue, lead=lead.text, kind="item")

    def _question(self, block: Block, sentence: Sentence, *, last: bool, first: bool) -> Iterator[Candidate]:
        answer = block.answer
        if answer is None:
            return
        force = questions.force_of(sentence.text, answer, last=last, first=first)
        if force is not None:
            cue = answer.text or (answer.required or "")
            yield self._make(block, sentence, On.TENDERER, force, 0.8, cue, kind="question")

    def _row(self, block: Block, sentences: Iterable[Sentence]) -> Iterator[Candidate]:
        row = tables.read_row(self.document, block)
        lead = self.leads.of(block)
        section = self.sections[block.index]
        for sentence in sentences:
            if row.header:
                yield from self._header(block, sentence)
                continue
            if (row.requirement is not None or not row.columns) and sentence.column not in row.columns:
                continue
            found = list(self._statement(block, sentence, None, nested=False))
            if (
                not found
                and (row.every or row.requirement == sentence.column)
                and row.first(self.analysis, block, sentence)
            ):
                if row.force is not None:
                    base = default_on(section)
                    on = On.SUPPLIER if base is On.NOBODY else base
                    found = [self._make(block, sentence, on, row.force, 0.7, row.cue, kind="row")]
                elif lead is not None:
                    found = list(self._item(block, sentence, lead))
            if found or wording.nothing(sentence.text):
                pass
            elif (above := leadins.column_lead(block, sentence, self.names)) is not None:
                found = list(self._item(block, sentence, above))
            if row.force is not None:
                found = [replace(c, force=row.force, kind="row") for c in found]
            yield from found

    def _header(self, block: Block, sentence: Sentence) -> Iterator[Candidate]:
        """A head of a column that tells what to write in it: "Ange var i CV detta framgår"."""
        if len(sentence.text.split()) < _TELLING or sentence.text.rstrip().endswith("?"):
            return
        told = wording.command(sentence.text) or wording.instruction(sentence.text)
        if told:
            yield self._make(block, sentence, On.TENDERER, Force.MUST, 0.7, told, kind="command")

    def _weight(self, block: Block) -> Decimal | None:
        """The weight printed in the words of a question, or alone in the paragraph behind it."""
        weight = questions.stated_weight(block.text)
        following = self.document.blocks[block.index + 1 : block.index + 2]
        if weight is None and following and following[0].section == block.section:
            weight = questions.only_weight(following[0].text)
        return weight

    def _make(
        self,
        block: Block,
        sentence: Sentence,
        on: On,
        force: Force,
        sure: float,
        cue: str,
        *,
        begin: int = 0,
        end: int | None = None,
        lead: str = "",
        kind: str = "sentence",
    ) -> Candidate:
        start, stop = wording.trim(sentence.text, begin, len(sentence.text) if end is None else end)
        return Candidate(
            block=block,
            sentence=sentence,
            start=sentence.start + start,
            end=sentence.start + stop,
            on=on,
            force=force,
            certainty=sure,
            cue=cue.strip(),
            lead=lead,
            kind=kind,
            section=self.sections[block.index],
            parent=self.leads.parent(block),
            points=self._weight(block) if kind in ("question", "command") else None,
        )
