/// The look of a report: one column of text at a readable width, on screens of any size, in light and dark, on paper.
enum ReportStyle {
  /// Without `<` and `&`, so that XML parsers accept it inside a page as HTML parsers do.
  static let styleSheet = """
    :root{color-scheme:light dark;--text:#1f2328;--muted:#5b626c;--line:#d8dce2;--panel:#f5f6f8;--page:#ffffff}
    @media screen and (prefers-color-scheme:dark){
    :root{--text:#e6e8eb;--muted:#a2a9b4;--line:#363b44;--panel:#1d2026;--page:#14161a}}
    *{box-sizing:border-box}
    body{margin:0;background:var(--page);color:var(--text);line-height:1.55;
    font-family:\(ChartPalette.typeface)}
    main{max-width:54rem;margin:0 auto;padding:2.5rem 1.25rem 4rem}
    h1{font-size:2rem;line-height:1.2;margin:0 0 .4rem;letter-spacing:-.015em;overflow-wrap:anywhere}
    h2{font-size:1.3rem;margin:3rem 0 .8rem;padding-top:1rem;border-top:1px solid var(--line)}
    p{margin:.7rem 0;max-width:44rem;overflow-wrap:anywhere}
    .subtitle{font-size:1.1rem;color:var(--muted);margin:0 0 1.6rem}
    .facts{display:grid;grid-template-columns:repeat(auto-fill,minmax(11rem,1fr));gap:.6rem;margin:0}
    .facts div{background:var(--panel);border-radius:8px;padding:.7rem .9rem;min-width:0}
    .facts dt{font-size:.8rem;color:var(--muted)}
    .facts dd{margin:0;font-size:1.15rem;font-weight:600;overflow-wrap:anywhere}
    .scroll{overflow-x:auto}
    figure{margin:1.6rem 0}
    figcaption{font-size:.9rem;color:var(--muted);margin-top:.5rem;max-width:44rem}
    .chart svg{display:block;width:100%;min-width:27rem;max-width:46rem;height:auto}
    .picture img{display:block;max-width:min(100%,46rem);height:auto;border-radius:4px}
    table{border-collapse:collapse;margin:1.2rem 0;font-size:.95rem;font-variant-numeric:tabular-nums}
    caption{text-align:left;font-weight:600;padding-bottom:.5rem}
    th,td{text-align:left;padding:.35rem 1.4rem .35rem 0;vertical-align:top}
    th:last-child,td:last-child{padding-right:.2rem}
    .number{text-align:right;white-space:nowrap}
    thead th{border-bottom:1.5px solid var(--text);vertical-align:bottom}
    tbody tr:not(:last-child) td{border-bottom:1px solid var(--line)}
    tbody:last-of-type tr:last-child td{border-bottom:1.5px solid var(--text)}
    .group{padding-top:1rem;color:var(--muted);font-weight:600;font-size:.85rem}
    tfoot{font-size:.85rem;color:var(--muted)}
    tfoot p{margin:.2rem 0}
    details{margin:1.2rem 0;background:var(--panel);border-radius:8px;padding:.7rem .9rem}
    summary{cursor:pointer;font-weight:600}
    pre{overflow-x:auto;font-size:.85rem;line-height:1.45;margin:.8rem 0 .2rem;
    font-family:ui-monospace,'SF Mono',Menlo,Consolas,'DejaVu Sans Mono',monospace}
    footer{margin-top:3rem;padding-top:1rem;border-top:1px solid var(--line);font-size:.85rem;color:var(--muted)}
    @media (max-width:30rem){main{padding:1.5rem 1rem 3rem}h1{font-size:1.55rem}
    .facts{grid-template-columns:1fr 1fr}}
    @media print{main{max-width:none;padding:0}figure,table,.facts div{break-inside:avoid}h2{break-after:avoid}
    .scroll{overflow:visible}.chart svg{min-width:0}.facts div,details{border:1px solid var(--line)}}
    """
}
