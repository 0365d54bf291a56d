import Slides

/// The style block of a deck in LaTeX, and the macros it is drawn with.
struct TeXStyle {
  private let presentation: Presentation
  private let picture: TeXPicture

  init(_ presentation: Presentation, _ picture: TeXPicture) {
    (self.presentation, self.picture) = (presentation, picture)
  }

  /// The page behind everything, which gives every step the same size.
  var page: String {
    let corner = "(\(presentation.width.twoDecimals),\(presentation.height.twoDecimals))"
    return "\\useasboundingbox (0,0) rectangle \(corner); "
      + "\\path[unroll/page] (0,0) rectangle \(corner);"
  }

  /// Beamer's name for the page's shape, or else the page for the package geometry.
  var beamerPage: (ratio: String?, geometry: String?) {
    let ratio = presentation.width / presentation.height
    let known = [
      ("169", 16.0 / 9), ("1610", 16.0 / 10), ("149", 14.0 / 9), ("54", 5.0 / 4), ("43", 4.0 / 3),
      ("32", 3.0 / 2),
    ]
    if let name = known.first(where: { abs($0.1 - ratio) < 0.001 })?.0 { return (name, nil) }
    // As large as Beamer's wide slides: 160 mm at the longer side.
    let (width, height) = ratio > 1 ? (160, 160 / ratio) : (160 * ratio, 160)
    return (nil, "papersize={\(width.twoDecimals)mm,\(height.twoDecimals)mm}")
  }

  /// The libraries of TikZ.
  static let libraries = "\\usetikzlibrary{arrows.meta,shapes.geometric}"

  /// Fonts of any size: Latin Modern, or where it is missing, Computer Modern.
  static let fonts = [
    "% Other fonts may be named here instead.",
    "\\ifdefined\\pdftexversion",
    "  \\IfFileExists{lmodern.sty}{\\usepackage[T1]{fontenc}\\usepackage{lmodern}}"
      + "{\\usepackage{fix-cm,exscale}}",
    "\\else\\IfFileExists{lmodern.sty}{\\usepackage{lmodern}}{}\\fi",
    "% Indices have three quarters of the size of letters, as in unroll's pictures.",
    "\\renewcommand\\defaultscriptratio{.76}\\renewcommand\\defaultscriptscriptratio{.76}",
  ]

  /// The colours, styles and macros.
  ///
  /// - Parameter width: the width of the picture; `nil` for that of a line.
  func block(width: String?) -> [String] {
    var lines = [
      "",
      "% ---- Style: colours and styles to redefine, here, later or in the file unroll-style.tex,",
      "% for example \\definecolor{unrollbackward}{HTML}{AA0000}",
      "% or \\tikzset{unroll/node/.append style={fill=yellow}}.",
    ]
    lines += picture.colors
    lines += [
      "\\providecommand\\unrollwidth{\(width ?? "\\linewidth")}",
      "\\ifdefined\\unrollpt\\else\\newdimen\\unrollpt\\newdimen\\unrollsize\\newsavebox\\unrollbox\\fi",
      "% One of the \(presentation.width.twoDecimals) points that the picture is wide.",
      "\\unrollpt=\\dimexpr\\unrollwidth/\(Int(presentation.width.rounded()))\\relax",
    ]
    lines += ["\\tikzset{"]
    lines += Self.basicStyles(hasPage: presentation.palette.background != nil).map { "  \($0)," }
    lines += picture.styles.map { "  \($0)," } + ["}"]
    lines += Self.macros
    return lines + ["\\InputIfFileExists{unroll-style.tex}{}{}", "% ---- End of the style."]
  }

  private static func basicStyles(hasPage: Bool) -> [String] {
    [
      "unroll/picture/.style={x=\\unrollpt, y=-\\unrollpt}",
      "unroll/page/.style={\(hasPage ? "fill=unrollbackground" : "")}",
      "unroll/shape/.style={inner sep=0pt, outer sep=0pt}",
      "unroll/text/.style={inner sep=0pt, outer sep=0pt}",
      "unroll/line/.style={}",
      "unroll/size/.style 2 args={minimum width=#1\\unrollpt, minimum height=#2\\unrollpt}",
      "unroll/head/.code 2 args={\\pgfmathsetlengthmacro\\unrollhead{#1*\\unrollpt}%\n"
        + "    \\pgfkeysalso{arrows={-Triangle[length=\\unrollhead, width=0.7*\\unrollhead]}, "
        + "shorten >=-#2\\unrollpt}}",
    ]
  }

  // Explained in the file, because a lecturer edits it.
  private static let macros = [
    "% The parts of a formula by their roles.",
    "\\providecommand\\unrollrole[2]{{\\color{#1}\\boldsymbol{#2}}}",
    "\\providecommand\\unrollLocal[1]{\\unrollrole{unrollforwardtext}{#1}}",
    "\\providecommand\\unrollUpstream[1]{\\unrollrole{unrollbackwardtext}{#1}}",
    "\\providecommand\\unrollValue[1]{\\unrollrole{unrollforwardtext}{#1}}",
    "\\providecommand\\unrollResult[1]{\\unrollrole{unrollink}{#1}}",
    "\\providecommand\\unrollAsked[1]{\\unrollrole{unrollbackwardtext}{#1}}",
    "% A text of a size and at most a width, in points of the picture; a wider one is scaled down.",
    "\\providecommand\\unrolltext[3]{\\unrollfit{}{#1}{#2}{#3}}",
    "\\providecommand\\unrollboldtext[3]{\\unrollfit{\\bfseries\\boldmath}{#1}{#2}{#3}}",
    "% The same in the middle of a shape, with its baseline some points below the middle.",
    "\\providecommand\\unrolllabel[4]{\\unrollmiddle{#2}{\\unrolltext{#1}{#3}{#4}}}",
    "\\providecommand\\unrollboldlabel[4]{\\unrollmiddle{#2}{\\unrollboldtext{#1}{#3}{#4}}}",
    "\\providecommand\\unrollmiddle[2]{\\makebox[0pt]{\\raisebox{-#1\\unrollpt}[0pt][0pt]{#2}}}",
    "\\providecommand\\unrollfit[4]{%",
    "  \\sbox\\unrollbox{\\unrollsize=#2\\unrollpt\\unrollfont\\arraycolsep=.35em",
    "    #1\\everymath{\\displaystyle}#4}%",
    "  \\ifdim\\wd\\unrollbox>\\dimexpr#3\\unrollpt\\relax",
    "    \\resizebox{#3\\unrollpt}{!}{\\usebox\\unrollbox}%",
    "  \\else\\usebox\\unrollbox\\fi}",
    "\\providecommand\\unrollfont{\\fontsize{\\the\\unrollsize}{\\the\\dimexpr1.2\\unrollsize}\\selectfont}",
    "% A word below a brace, which is not smaller than the other words of a picture.",
    "\\providecommand\\unrollword[1]{\\mbox{\\unrollsize=.68\\unrollsize",
    "  \\ifdim\\unrollsize<14.25\\unrollpt\\unrollsize=14.25\\unrollpt\\fi\\mdseries\\unrollfont #1}}",
    "% A table whose first row is on the line.",
    "\\providecommand\\unrolltable[2]{{\\arraycolsep=.5em\\renewcommand\\arraystretch{1.2}%",
    "  \\begin{array}[t]{@{}#1@{}}#2\\end{array}}}",
    "% Letters that LaTeX's fonts do not have. pdflatex draws a box in their place; to set them with",
    "% it, define the macro by a package such as CJKutf8. Other programs look for a font.",
    "\\ifdefined\\pdftexversion",
    "  \\providecommand\\unrollother[1]{\\unrollmissing}",
    "\\else",
    "  \\providecommand\\unrollother[1]{\\unrolllook#1\\unrollend}",
    "\\fi",
    "\\providecommand\\unrollmissing{{\\fboxsep=0pt\\framebox{\\rule{0pt}{1.4ex}\\hspace{1.2ex}}}}",
    "\\providecommand\\unrollfonts{Noto Sans CJK SC,Noto Serif CJK SC,Droid Sans Fallback,%",
    "  WenQuanYi Zen Hei,PingFang SC,Hiragino Sans,Microsoft YaHei,DejaVu Sans,FreeSerif}",
    "\\def\\unrolllook#1#2\\unrollend{{%",
    "  \\iffontchar\\font`#1 #1#2\\else",
    "    \\suppressfontnotfounderror=1 \\let\\unrollfound=\\undefined",
    "    \\foreach \\unrollname in \\unrollfonts {%",
    "      \\ifdefined\\unrollfound\\else",
    "        \\font\\unrollotherfont=\"\\unrollname\" at \\csname f@size\\endcsname pt",
    "        \\iffontchar\\unrollotherfont`#1 \\global\\let\\unrollfound=\\unrollotherfont\\fi",
    "      \\fi}%",
    "    \\ifdefined\\unrollfound\\unrollfound#1#2\\else\\unrollmissing\\fi",
    "  \\fi}}",
  ]

  /// The macros that show parts in some steps only, where Beamer does not.
  static let selection = [
    "% \\unrollselect{3} selects a step, and \\unrollonly<1-2,4-> shows its argument in some steps.",
    "\\ifdefined\\unrollselected\\else\\newcount\\unrollselected\\newcount\\unrollhits\\fi",
    "\\def\\unrollselect#1{\\unrollselected=#1\\relax}",
    "\\def\\unrollonly<#1>#2{\\unrollhits=0 \\unrollranges#1,,\\ifnum\\unrollhits>0 #2\\fi}",
    "\\def\\unrollranges#1,{\\if,#1,\\else\\unrollrange#1-\\unrollend\\expandafter\\unrollranges\\fi}",
    "\\def\\unrollrange#1-#2\\unrollend{\\unrollupto#1\\unrollend#2\\unrollend}",
    "\\def\\unrollupto#1\\unrollend#2\\unrollend{%",
    "  \\ifnum\\unrollselected<#1\\relax\\else\\unrolllast{#1}#2-\\unrollend\\fi}",
    "\\def\\unrolllast#1#2-#3\\unrollend{%",
    "  \\if!#3!\\ifnum\\unrollselected=#1\\relax\\unrollhits=1 \\fi",
    "  \\else\\if!#2!\\unrollhits=1 \\else\\ifnum\\unrollselected>#2\\relax\\else\\unrollhits=1 \\fi\\fi",
    "  \\fi}",
    "\\def\\unrollpage#1{\\unrollselect{#1}%",
    "  \\vbox to\\textheight{\\hbox to\\textwidth{\\unrollpicture\\hss}\\vss}\\newpage}",
  ]
}
