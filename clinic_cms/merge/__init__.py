"""Merge tags: a small, closed Liquid that fills a clinic's facts into texts."""

from clinic_cms.merge.check import check, compare, required, variables
from clinic_cms.merge.compile import (
    BrokenTags,
    CompiledTexts,
    Filled,
    MissingFact,
    compile_texts,
    fill,
)
from clinic_cms.merge.facts import ClinicFacts, DoctorFacts, Facts, LocationFacts
from clinic_cms.merge.problems import Problem
from clinic_cms.merge.scanner import MERGE_TAG
from clinic_cms.merge.vocabulary import SAMPLES, VOCABULARY, Variable, labels_of, present

__all__ = [
    "MERGE_TAG",
    "SAMPLES",
    "VOCABULARY",
    "BrokenTags",
    "ClinicFacts",
    "CompiledTexts",
    "DoctorFacts",
    "Facts",
    "Filled",
    "LocationFacts",
    "MissingFact",
    "Problem",
    "Variable",
    "check",
    "compare",
    "compile_texts",
    "fill",
    "labels_of",
    "present",
    "required",
    "variables",
]
