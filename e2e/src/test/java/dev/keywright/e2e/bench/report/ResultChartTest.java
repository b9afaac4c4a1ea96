package dev.keywright.e2e.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.util.List;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

final class ResultChartTest {
  @Test
  @DisplayName("the picture is XML with a row for each result, and text is escaped")
  void rows() throws Exception {
    Document svg = parse(ResultChart.of(Reports.both(), "2 < 3 & \"so\""));
    assertThat(svg.getDocumentElement().getTagName()).isEqualTo("svg");
    assertThat(texts(svg)).contains("cold-unique, 1000", "storm, 5000", "2 < 3 & \"so\"");
    assertThat(texts(svg)).contains("3.000 s, 1.71 × limit", "0.505 s");
  }

  @Test
  @DisplayName("a dot is where its time is on the logarithmic scale, between its range's ends")
  void positions() throws Exception {
    Document svg = parse(ResultChart.of(Reports.both(), ""));
    // Decades from 0.01 to 10 s over 560 px from 230 px on.
    double decade = 560 / 3.0;
    List<Element> dots = elements(svg, "circle").stream().filter(ResultChartTest::isDot).toList();
    assertThat(Double.parseDouble(dots.get(0).getAttribute("cx")))
        .isCloseTo(230 + decade * (Math.log10(3.0) + 2), within());
    assertThat(Double.parseDouble(dots.get(1).getAttribute("cx")))
        .isCloseTo(230 + decade * (Math.log10(0.505) + 2), within());
    Element range =
        elements(svg, "line").stream()
            .filter(line -> line.getAttribute("stroke-width").equals("3"))
            .findFirst()
            .orElseThrow();
    assertThat(Double.parseDouble(range.getAttribute("x1")))
        .isCloseTo(230 + decade * (Math.log10(2.0) + 2), within());
    assertThat(Double.parseDouble(range.getAttribute("x2")))
        .isCloseTo(230 + decade * (Math.log10(4.0) + 2), within());
  }

  @Test
  @DisplayName("only a result with a limit has a diamond, beside the one of the legend")
  void diamonds() throws Exception {
    assertThat(elements(parse(ResultChart.of(Reports.both(), "")), "path")).hasSize(2);
    assertThat(elements(parse(ResultChart.of(List.of(Reports.sampled()), "")), "path")).hasSize(1);
  }

  private static org.assertj.core.data.Offset<Double> within() {
    return org.assertj.core.data.Offset.offset(0.1);
  }

  /** The legend's dot is left of the plot. */
  private static boolean isDot(Element circle) {
    return Double.parseDouble(circle.getAttribute("cx")) > 100;
  }

  private static List<String> texts(Document svg) {
    return elements(svg, "text").stream().map(Element::getTextContent).toList();
  }

  private static List<Element> elements(Document svg, String tag) {
    NodeList found = svg.getElementsByTagName(tag);
    return IntStream.range(0, found.getLength()).mapToObj(i -> (Element) found.item(i)).toList();
  }

  private static Document parse(String svg) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(svg)));
  }
}
