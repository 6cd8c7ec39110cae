"""What the scorecard calls things, and what its scores mean, for people who did not make it."""

from __future__ import annotations

LANGUAGES = {"en": "English", "vi": "Vietnamese", "vi-nodiac": "no diacritics"}
KINDS = {
    "person_org": "name",
    "yesno": "yes or no",
    "multi": "several paragraphs",
    "followup": "follow-up",
    "unanswerable_near": "not said: near miss",
    "unanswerable_far": "not said: off topic",
}
MEANINGS = {
    "right - wrong": "the share of right answers less that of wrong ones; refusing what the report says counts 0",
    "right": "every figure asked for, with its unit and a paragraph that proves it; or a quotation that shows the "
    "evidence; or a refusal where the report does not say",
    "wrong": "whatever else was answered",
    "refusal precision": "of the refusals, how many were of questions that the report does not answer",
    "refusal recall": "of the questions that the report does not answer, how many were refused",
    "R@1, R@3, R@5": "the share of the evidence among the first 1, 3 and 5 paragraphs found",
    "MRR, nDCG@10": "how high in the list the evidence stands; 1 is always first",
    "figures right": "of the figures asked for, how many an answer gives with value, unit and direction",
    "figures unsupported": "figures in an answer that no cited paragraph holds; must be 0",
    "figures to the point": "of the figures in an answer, how many were asked for",
    "quotes verbatim": "quotations that stand in the report letter by letter; must be 1",
    "citation precision": "of the cited paragraphs, how many hold evidence",
    "citation recall": "of the evidence, how much is cited",
    "twins agree": "of the facts asked for in several languages, how many get one verdict in all of them",
    "[low, high]": "95 % interval: how far the mean could lie elsewhere by the luck of which facts were asked about",
    "chance": "how often chance alone would change as many questions so unevenly (exact McNemar test)",
}
CONFIGURATIONS = {
    "quoting": "this product without a chat model",
    "search-only": "this product's search, its first sentence quoted, never a refusal",
    "langchain": "the pipeline of LangChain's tutorial",
    "llamaindex": "LlamaIndex's citation engine",
    "haystack": "Haystack's hybrid retrieval",
    "bm25": "keywords alone",
}


def named(group: str) -> str:
    """Return what a language or a kind of question is called."""
    return LANGUAGES.get(group) or KINDS.get(group) or group
