package eu.ttc.grants.payment;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import javax.xml.XMLConstants;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;

/** The published ISO 20022 schemas; reading them never leaves this machine. */
enum Iso20022 {
  PAIN_001_001_09("pain.001.001.09") {
    @Override
    String schemaText() {
      return published("pain.001.001.09.xsd");
    }
  },

  PAIN_002_001_10("pain.002.001.10") {
    @Override
    String schemaText() {
      return published("pain.002.001.10.xsd");
    }
  },

  /**
   * The bank statement. Its own schema is in no artifact that can be resolved, but the account
   * report camt.052.001.08 is: ISO 20022 builds both from the same types, and they differ in the
   * names replaced here and in that a statement must hold a balance.
   */
  CAMT_053_001_08("camt.053.001.08") {
    @Override
    String schemaText() {
      return published("camt.052.001.08.xsd")
          .replace("camt.052.001.08", "camt.053.001.08")
          .replace("\"BkToCstmrAcctRpt\"", "\"BkToCstmrStmt\"")
          .replace("name=\"Rpt\"", "name=\"Stmt\"")
          .replace("name=\"RptPgntn\"", "name=\"StmtPgntn\"")
          .replace("name=\"AddtlRptInf\"", "name=\"AddtlStmtInf\"")
          .replace("minOccurs=\"0\" name=\"Bal\"", "minOccurs=\"1\" name=\"Bal\"");
    }
  },

  /**
   * The advice of single debits and credits. As with the statement, its own schema is in no
   * artifact that can be resolved; it differs from the account report in the names replaced here
   * and in that it holds no balance.
   */
  CAMT_054_001_08("camt.054.001.08") {
    @Override
    String schemaText() {
      return published("camt.052.001.08.xsd")
          .replace("camt.052.001.08", "camt.054.001.08")
          .replace("\"BkToCstmrAcctRpt\"", "\"BkToCstmrDbtCdtNtfctn\"")
          .replace("name=\"Rpt\"", "name=\"Ntfctn\"")
          .replace("name=\"RptPgntn\"", "name=\"NtfctnPgntn\"")
          .replace("name=\"AddtlRptInf\"", "name=\"AddtlNtfctnInf\"")
          .replaceAll("<xs:element[^>]*name=\"Bal\" type=\"CashBalance8\"/>", "");
    }
  };

  private final String message;
  private volatile Schema compiled;

  @SuppressWarnings("NullAway.Init")
  Iso20022(String message) {
    this.message = message;
  }

  abstract String schemaText();

  /** Name of the message with variant and version, such as {@code pain.001.001.09}. */
  String message() {
    return message;
  }

  /** Namespace of its documents. */
  String namespace() {
    return "urn:iso:std:iso:20022:tech:xsd:" + message;
  }

  /** First way in which a well-formed document breaks the schema, with its line. */
  Optional<String> problemOf(String xml) {
    var validator = schema().newValidator();
    try {
      validator.setProperty(XMLConstants.ACCESS_EXTERNAL_DTD, "");
      validator.setProperty(XMLConstants.ACCESS_EXTERNAL_SCHEMA, "");
      validator.validate(new StreamSource(new StringReader(xml)));
      return Optional.empty();
    } catch (SAXParseException broken) {
      return Optional.of("line %d: %s".formatted(broken.getLineNumber(), broken.getMessage()));
    } catch (SAXException broken) {
      return Optional.of(String.valueOf(broken.getMessage()));
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  private Schema schema() {
    var known = compiled;
    if (known == null) {
      try {
        var factory = SchemaFactory.newDefaultInstance();
        factory.setProperty(XMLConstants.ACCESS_EXTERNAL_DTD, "");
        factory.setProperty(XMLConstants.ACCESS_EXTERNAL_SCHEMA, "");
        known = factory.newSchema(new StreamSource(new StringReader(schemaText())));
        compiled = known;
      } catch (SAXException broken) {
        throw new IllegalStateException("The schema of " + message + " cannot be read", broken);
      }
    }
    return known;
  }

  private static String published(String file) {
    try (var in = Iso20022.class.getResourceAsStream("/" + file)) {
      if (in == null) {
        throw new IllegalStateException(
            file + " is not on the class path; it comes with the dependency hbci4j-core");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
