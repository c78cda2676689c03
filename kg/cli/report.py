"""One document for a steering group: summary, gaps, overlaps, proposed pruning, method and sources."""

import argparse
import sys

from kg.cli.options import add_as_of, add_format, add_graph, open_chosen, write


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_graph(parser)
    add_as_of(parser)
    add_format(parser, "html", "pdf", "docx", "xlsx")


def run(args: argparse.Namespace) -> int:
    from kg.commands.report import ReportOf
    from kg.commands.report import report as make_report
    from kg.errors import Misuse
    from kg.present.report.page import to_html
    from kg.present.table import to_xlsx

    if args.format != "html" and not args.output and sys.stdout.isatty():
        raise Misuse("report.needs-output", format=args.format)
    report = make_report(open_chosen(args), ReportOf(args.as_of, args.lang))
    if args.format == "xlsx":
        write(args, to_xlsx(report.tables()))
    elif args.format == "pdf":
        from kg.present.report.pdf import to_pdf

        write(args, to_pdf(report.document()))
    elif args.format == "docx":
        from kg.present.report.word import to_docx

        write(args, to_docx(report.document()))
    else:
        write(args, to_html(report.document()))
    return 0
