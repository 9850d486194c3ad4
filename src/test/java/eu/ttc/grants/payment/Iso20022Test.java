package eu.ttc.grants.payment;

import static org.assertj.core.api.Assertions.assertThat;

import com.prowidesoftware.swift.model.mx.dic.AccountNotification17;
import com.prowidesoftware.swift.model.mx.dic.AccountStatement9;
import com.prowidesoftware.swift.model.mx.dic.BankToCustomerDebitCreditNotificationV08;
import com.prowidesoftware.swift.model.mx.dic.BankToCustomerStatementV08;
import jakarta.xml.bind.annotation.XmlElement;
import jakarta.xml.bind.annotation.XmlType;
import java.io.StringReader;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/**
 * Prowide's classes are generated from the schemas that ISO 20022 publishes; so what files are
 * checked against can be compared with them, also where a schema is made out of another.
 */
@DisplayName("The schemas that files are checked against")
class Iso20022Test {

  private static final String DICTIONARY = AccountStatement9.class.getPackageName() + ".";

  /** The types of a schema that is made out of another bear the names of that one. */
  private static final Map<Iso20022, Map<String, Class<?>>> NAMED_OTHERWISE =
      Map.of(
          Iso20022.CAMT_053_001_08,
          Map.of(
              "AccountReport25",
              AccountStatement9.class,
              "BankToCustomerAccountReportV08",
              BankToCustomerStatementV08.class),
          Iso20022.CAMT_054_001_08,
          Map.of(
              "AccountReport25",
              AccountNotification17.class,
              "BankToCustomerAccountReportV08",
              BankToCustomerDebitCreditNotificationV08.class));

  @ParameterizedTest
  @EnumSource(Iso20022.class)
  @DisplayName("hold in each type what is published, in this order, and ask for what it asks for")
  void holdWhatIsPublished(Iso20022 schema) throws Exception {
    var factory = DocumentBuilderFactory.newDefaultNSInstance();
    var document =
        factory
            .newDocumentBuilder()
            .parse(new InputSource(new StringReader(schema.schemaText())))
            .getDocumentElement();
    int compared = 0;

    for (var type : children(document, "complexType")) {
      var published = published(schema, type.getAttribute("name"));
      var sequence = children(type, "sequence");
      var parts = sequence.isEmpty() ? children(type, "choice") : sequence;
      if (published.isEmpty() || parts.isEmpty()) {
        continue;
      }
      var choice = sequence.isEmpty();
      assertThat(
              children(parts.getFirst(), "element").stream()
                  .map(part -> told(part.getAttribute("name"), !choice && isRequired(part))))
          .as("%s in %s", type.getAttribute("name"), schema.message())
          .containsExactlyElementsOf(parts(published.get()));
      compared++;
    }

    assertThat(compared).as("types of %s", schema.message()).isGreaterThan(60);
  }

  private static Optional<Class<?>> published(Iso20022 schema, String name) {
    var otherwise = NAMED_OTHERWISE.getOrDefault(schema, Map.of()).get(name);
    if (otherwise != null) {
      return Optional.of(otherwise);
    }
    try {
      return Optional.of(Class.forName(DICTIONARY + name));
    } catch (ClassNotFoundException notOfTheLibrary) {
      return Optional.empty();
    }
  }

  private static List<String> parts(Class<?> type) throws ReflectiveOperationException {
    var found = Stream.<String>builder();
    for (var property : type.getAnnotation(XmlType.class).propOrder()) {
      var field = type.getDeclaredField(property);
      var part = field.getAnnotation(XmlElement.class);
      if (part != null) {
        found.add(told(part.name(), part.required() || field.getType().isPrimitive()));
      }
    }
    return found.build().toList();
  }

  private static boolean isRequired(Element part) {
    return !part.getAttribute("minOccurs").equals("0");
  }

  private static String told(String name, boolean required) {
    return required ? name + ", required" : name;
  }

  private static List<Element> children(Element parent, String name) {
    NodeList all = parent.getElementsByTagNameNS(XMLConstants.W3C_XML_SCHEMA_NS_URI, name);
    return IntStream.range(0, all.getLength())
        .mapToObj(index -> (Element) all.item(index))
        .filter(child -> child.getParentNode() == parent)
        .toList();
  }
}
