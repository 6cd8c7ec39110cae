"""Figures: every number with its unit, read out of Vietnamese and English text, exactly, with where it stands.

    read_figures("kinh phí 24.500 triệu đồng", "vi")    # (Figure(value=Decimal(24500000000), unit="VND", ...),)
    write_figure(figure, "en")                          # "VND 24,500 million"

Units: "VND", "USD", "EUR", "GBP", "percent", "percentage_point", "per_mille", "count" (with its noun, and `of` in a
fraction), "rank", "date" (yyyymmdd), "month" (yyyymm), "year", "period" (first and last month of the year), a physical
unit ("ha", "km", "tonne", ...), and "none" for the numbers of documents and for what only looks like a number.
"""

from assistant.figures.compare import FigurePairs, is_supported, pair_figures, same_figure
from assistant.figures.read import read_figures
from assistant.figures.write import write_figure, write_number

__all__ = ["FigurePairs", "is_supported", "pair_figures", "read_figures", "same_figure", "write_figure", "write_number"]
