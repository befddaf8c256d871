/**
 * The style of the page: system fonts, colours that the viewer's theme chooses, tables that become cards on a phone,
 * and a print layout without colours behind text. All pairs of colours have a contrast of at least 4.5 to 1.
 */
export const PAGE_STYLE = `
:root{color-scheme:light dark;--page:#fff;--card:#f6f7f9;--text:#1b1f24;--faint:#57606a;--line:#d5dae0;--good:#0b6b33;--bad:#b4140a;--odd:#7a3fa8;--idle:#7d5200;--band:#b5dfc3;--link:#0b57a4}
@media (prefers-color-scheme:dark){:root{--page:#14171b;--card:#1e2329;--text:#e8ebee;--faint:#a3acb6;--line:#39414a;--good:#5fd38a;--bad:#ff8f85;--odd:#cf9df5;--idle:#e5b567;--band:#22593a;--link:#79b8ff}}
*{box-sizing:border-box}
body{margin:0;background:var(--page);color:var(--text);font:16px/1.5 system-ui,sans-serif;overflow-wrap:anywhere}
main{max-width:70rem;margin:0 auto;padding:1.5rem 1rem 3rem}
h1{font-size:1.6rem;line-height:1.25;margin:.2rem 0}
h2{font-size:1.2rem;margin:2.2rem 0 .8rem;border-bottom:1px solid var(--line);padding-bottom:.3rem}
h3{font-size:1rem;margin:1.2rem 0 .4rem}
p{margin:.3rem 0}
.faint{color:var(--faint)}
.lead{font-size:1.15rem;margin:.6rem 0}
.status{font-weight:700;white-space:nowrap}
.PASSED{color:var(--good)}.FAILED{color:var(--bad)}.ERROR{color:var(--odd)}.WARNED,.SKIPPED,.EMPTY{color:var(--idle)}
header .status{display:inline-block;border:2px solid;border-radius:.4rem;padding:.05rem .7rem;margin-left:.4rem;font-size:1.05rem;vertical-align:middle}
.problems{margin:1rem 0 .4rem;padding:0;list-style:none}.problems li{padding:.25rem 0;border-bottom:1px solid var(--line)}.problems b{display:inline-block;min-width:2.2rem}
a{color:var(--link)}.legend{font-size:.9rem}
h4{font-size:.9rem;margin:.8rem 0 .2rem;color:var(--faint)}
.counts{display:flex;flex-wrap:wrap;gap:.4rem 2rem;margin:1rem 0 0;padding:0;list-style:none}
.counts b{font-size:1.5rem;font-variant-numeric:tabular-nums}
.shares{display:block;width:100%;height:10px;margin-top:.6rem}
.shares rect.PASSED{fill:var(--good)}.shares rect.FAILED{fill:var(--bad)}.shares rect.ERROR{fill:var(--odd)}.shares rect.WARNED,.shares rect.SKIPPED{fill:var(--idle)}
.problem{background:var(--card);border-left:5px solid var(--bad);border-radius:.3rem;padding:.8rem 1rem;margin:.8rem 0}
.problem.ERROR{border-color:var(--odd);color:var(--text)}
.problem.FAILED{color:var(--text)}
.problem.WARNED{border-color:var(--idle);color:var(--text)}
.problem h3{margin:0 0 .3rem}.problem{scroll-margin-top:1rem}
.why{font-size:1.05rem}
.warning{border-left:5px solid var(--idle);padding:.2rem .8rem;margin:.5rem 0}
.charts{display:flex;flex-wrap:wrap;gap:.6rem 2rem;margin-top:.5rem}
figure{margin:0}figcaption{font-size:.85rem;color:var(--faint)}.detail{max-width:34rem;margin-bottom:.6rem}.detail b{color:var(--text)}.detail p{font-size:.85rem}
svg{max-width:100%}
.bound .axis{stroke:var(--line);stroke-width:1}.bound .band{fill:var(--band)}.bound .value{stroke:var(--text);stroke-width:2.5}
.trend polyline,.quantiles polyline{fill:none;stroke:var(--link);stroke-width:1.5}.trend circle,.quantiles circle{fill:var(--link)}
.histogram rect,.bars rect{fill:var(--link)}.histogram .axis,.quantiles .axis{stroke:var(--line);stroke-width:2}
.findings{margin:.8rem 0;padding-left:1.2rem}
.column{border-top:1px solid var(--line);padding:.6rem 0}.column h3{margin:.2rem 0 .5rem}.column h3 .faint{font-weight:400}
.bars{width:auto}.bars th,.bars td{border:0;padding:.05rem .7rem .05rem 0;font-weight:400}.bars th{color:var(--text)}.bars th.faint{color:var(--faint)}
.table{overflow-x:auto}
table{border-collapse:collapse;width:100%;font-size:.93rem}
th,td{text-align:left;padding:.35rem .7rem .35rem 0;border-bottom:1px solid var(--line);vertical-align:top}
th{font-size:.85rem;color:var(--faint);font-weight:600}
td.number,th.number{text-align:right;font-variant-numeric:tabular-nums}
@media (min-width:40.01rem){.checks th:nth-child(-n+2){width:6rem}.checks th:nth-child(n+4){width:11rem}}
code,pre{font:.88rem/1.45 ui-monospace,monospace}
pre{background:var(--card);padding:.7rem;border-radius:.3rem;white-space:pre-wrap;margin:.4rem 0}
details{margin:.4rem 0}summary{cursor:pointer}
dl.facts{display:grid;grid-template-columns:max-content 1fr;gap:.2rem 1.2rem;margin:.4rem 0}
dl.facts dt{color:var(--faint)}dl.facts dd{margin:0}
footer{margin-top:2.5rem;color:var(--faint);font-size:.85rem}
@media (max-width:40rem){
thead{position:absolute;clip-path:inset(50%);width:1px;height:1px;overflow:hidden}
.table table,.table tbody,.table tr,.table td{display:block}
.table tr{border-bottom:1px solid var(--line);padding:.4rem 0}
.table td,.table td.number{border:0;padding:.1rem 0;text-align:left}
td[data-label]::before{content:attr(data-label) ": ";color:var(--faint)}
dl.facts{grid-template-columns:1fr}dl.facts dd{margin-bottom:.4rem}
}
@media print{
:root{color-scheme:light;--page:#fff;--card:#fff;--text:#000;--faint:#444;--line:#999;--good:#0b6b33;--bad:#b4140a;--odd:#7a3fa8;--idle:#7d5200;--band:#b5dfc3;--link:#0b57a4}
main{max-width:none;padding:0}body{font-size:11pt}
.problem,.column,tr,figure{break-inside:avoid}h2,h3{break-after:avoid}
svg,.problem{print-color-adjust:exact;-webkit-print-color-adjust:exact}
}
`.trim();
