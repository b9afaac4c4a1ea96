package dev.keywright.e2e.bench.report;

import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;

/**
 * The times as a picture in SVG 1.1: one line per row on a logarithmic scale, from the fastest to
 * the slowest time with a dot at the median, and a diamond where the limit's median is. Pure.
 */
public final class ResultChart {
  private static final int LABELS = 230;
  private static final int PLOT = 560;
  private static final int FIGURES = 170;
  private static final int HEAD = 60;
  private static final int ROW = 26;
  private static final int FOOT = 34;

  private final List<BenchResult> results;
  private final int from;
  private final int to;

  private ResultChart(List<BenchResult> results) {
    this.results = results;
    double least = times().filter(time -> time > 0).min().orElse(1);
    double most = times().max().orElse(1);
    this.from = (int) Math.floor(Math.log10(least));
    this.to = Math.max(from + 1, (int) Math.ceil(Math.log10(most)));
  }

  /**
   * The picture.
   *
   * @param caption one line, for example the machine and the day
   */
  public static String of(List<BenchResult> results, String caption) {
    return new ResultChart(results).draw(caption);
  }

  private DoubleStream times() {
    return results.stream()
        .flatMapToDouble(
            result ->
                DoubleStream.concat(
                    DoubleStream.of(result.seconds().min(), result.seconds().max()),
                    result.limitSeconds() == null
                        ? DoubleStream.empty()
                        : DoubleStream.of(result.limitSeconds().median())));
  }

  private String draw(String caption) {
    int width = LABELS + PLOT + FIGURES;
    int height = HEAD + ROW * results.size() + FOOT;
    StringBuilder svg = new StringBuilder();
    svg.append(
        """
        <svg xmlns="http://www.w3.org/2000/svg" width="%1$d" height="%2$d" viewBox="0 0 %1$d %2$d" font-family="sans-serif" font-size="13" fill="#222">
        <title>Keywright benchmark: seconds by scenario</title>
        <rect width="%1$d" height="%2$d" fill="#fff"/>
        <text x="12" y="22" font-size="15" font-weight="bold">Seconds by scenario, logarithmic</text>
        <text x="12" y="42" fill="#666">%3$s</text>
        """
            .formatted(width, height, escaped(caption)));
    for (int decade = from; decade <= to; decade++) {
      svg.append(gridLine(decade));
    }
    for (int row = 0; row < results.size(); row++) {
      svg.append(row(results.get(row), HEAD + ROW * row + ROW / 2));
    }
    svg.append(legend(height));
    return svg.append("</svg>\n").toString();
  }

  private String gridLine(int decade) {
    double x = x(Math.pow(10, decade));
    int bottom = HEAD + ROW * results.size();
    String label =
        decade < 0
            ? String.format(Locale.ROOT, "%." + -decade + "f", Math.pow(10, decade))
            : Long.toString(Math.round(Math.pow(10, decade)));
    return """
        <line x1="%1$s" y1="%2$d" x2="%1$s" y2="%3$d" stroke="#ddd"/>
        <text x="%1$s" y="%4$d" text-anchor="middle" fill="#666">%5$s s</text>
        """
        .formatted(number(x), HEAD, bottom, bottom + 16, label);
  }

  private String row(BenchResult result, int y) {
    Spread seconds = result.seconds();
    StringBuilder row = new StringBuilder();
    row.append(
        """
        <text x="%1$d" y="%2$d" text-anchor="end">%3$s, %4$d</text>
        <line x1="%5$s" y1="%6$d" x2="%7$s" y2="%6$d" stroke="#1f6feb" stroke-width="3"/>
        <circle cx="%8$s" cy="%6$d" r="5" fill="#1f6feb"/>
        <text x="%9$d" y="%2$d">%10$s</text>
        """
            .formatted(
                LABELS - 12,
                y + 4,
                escaped(result.scenario()),
                result.policies(),
                number(x(seconds.min())),
                y,
                number(x(seconds.max())),
                number(x(seconds.median())),
                LABELS + PLOT + 14,
                figures(result)));
    if (result.limitSeconds() != null) {
      row.append(diamond(x(result.limitSeconds().median()), y));
    }
    return row.toString();
  }

  private static String figures(BenchResult result) {
    String median = String.format(Locale.ROOT, "%.3f s", result.seconds().median());
    return result.ratio() == null
        ? median
        : median + String.format(Locale.ROOT, ", %.2f × limit", result.ratio());
  }

  private String legend(int height) {
    int y = height - 8;
    return """
        <circle cx="18" cy="%1$d" r="5" fill="#1f6feb"/>
        <text x="28" y="%2$d" fill="#666">median, line from fastest to slowest</text>
        %3$s<text x="296" y="%2$d" fill="#666">limit: a bare loop over the same calls</text>
        """
        .formatted(y - 4, y, diamond(284, y - 4));
  }

  private static String diamond(double x, int y) {
    return "<path d=\"M%s %d l6 6 l-6 6 l-6 -6 z\" fill=\"none\" stroke=\"#c9510c\" stroke-width=\"2\"/>\n"
        .formatted(number(x), y - 6);
  }

  private double x(double seconds) {
    double logarithm = Math.log10(Math.max(seconds, Math.pow(10, from)));
    return LABELS + PLOT * (logarithm - from) / (to - from);
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
