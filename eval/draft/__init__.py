"""Questions proposed for a report by rule, or by a chat model, each with its evidence: drafts until a person says yes.

    report-assistant eval draft FILE

sentences -> vietnamese.py, english.py -> what could be asked; outer.py -> the same of headings, lists and the first and
last lines; clear.py -> only what has one answer; twins.py -> the same asked of what the report never has; proposals.py
-> all of it, checked; model.py -> what a chat model proposes; page.py -> the page in which a person accepts.
"""
