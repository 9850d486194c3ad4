package eu.ttc.grants.payment;

import eu.ttc.grants.kernel.InvalidInput;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;
import javax.xml.XMLConstants;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.parsers.SAXParserFactory;
import org.jspecify.annotations.Nullable;
import org.xml.sax.Attributes;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;
import org.xml.sax.ext.DefaultHandler2;

/**
 * A file of the bank as text that keeps to the published schema of its kind. What is anything else
 * is refused before anything is taken from it. Nothing outside the file is ever read.
 */
record BankXml(BankMessageKind kind, String text) {

  private static final String FIELD = "file";

  /**
   * Recognises a file of the bank.
   *
   * @throws InvalidInput naming the rule that the file breaks
   */
  static BankXml read(byte[] content) {
    var text = text(content);
    var kind = kind(text);
    kind.schema()
        .problemOf(text)
        .ifPresent(
            problem ->
                refuse(
                    "schema",
                    "breaks the schema of %s: %s".formatted(kind.schema().message(), problem)));
    return new BankXml(kind, text);
  }

  private static String text(byte[] content) {
    if (content.length == 0) {
      refuse("empty", "is empty");
    }
    try {
      var text =
          StandardCharsets.UTF_8
              .newDecoder()
              .onMalformedInput(CodingErrorAction.REPORT)
              .onUnmappableCharacter(CodingErrorAction.REPORT)
              .decode(ByteBuffer.wrap(content))
              .toString();
      return text.startsWith("\uFEFF") ? text.substring(1) : text;
    } catch (CharacterCodingException notUtf8) {
      throw InvalidInput.of(
          FIELD, "encoding", "is not UTF-8, which ISO 20022 files are written in");
    }
  }

  /** Of a document well-formed to the end, without document type, with a root that is known. */
  private static BankMessageKind kind(String xml) {
    var root = new RootFinder();
    try {
      var factory = SAXParserFactory.newDefaultNSInstance();
      factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
      factory.setFeature("http://xml.org/sax/features/external-general-entities", false);
      factory.setFeature("http://xml.org/sax/features/external-parameter-entities", false);
      factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
      var reader = factory.newSAXParser().getXMLReader();
      reader.setContentHandler(root);
      reader.setErrorHandler(root);
      reader.setEntityResolver(root);
      reader.setProperty("http://xml.org/sax/properties/lexical-handler", root);
      reader.parse(new InputSource(new StringReader(xml)));
    } catch (SAXParseException broken) {
      refuse(
          "wellFormed",
          "is not well-formed XML, perhaps cut off: line %d, column %d: %s"
              .formatted(broken.getLineNumber(), broken.getColumnNumber(), broken.getMessage()));
    } catch (SAXException | ParserConfigurationException broken) {
      throw new IllegalStateException(broken);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return Arrays.stream(BankMessageKind.values())
        .filter(kind -> kind.schema().namespace().equals(root.namespace))
        .findFirst()
        .orElseThrow(
            () ->
                InvalidInput.of(
                    FIELD,
                    "version",
                    "is none of %s: its root element is %s of namespace '%s'"
                        .formatted(
                            Arrays.stream(BankMessageKind.values())
                                .map(kind -> kind.schema().message())
                                .collect(Collectors.joining(", ")),
                            root.name,
                            root.namespace)));
  }

  private static void refuse(String rule, String message) {
    throw InvalidInput.of(FIELD, rule, message);
  }

  /** Notes the root element; stops at a document type, before anything it names could be read. */
  private static final class RootFinder extends DefaultHandler2 {

    private String namespace = "";
    private String name = "";

    @Override
    public void startDTD(String name, @Nullable String publicId, @Nullable String systemId) {
      refuse("documentType", "holds a document type (DOCTYPE), which files of banks never do");
    }

    @Override
    public void startElement(String uri, String localName, String qName, Attributes attributes) {
      if (name.isEmpty()) {
        namespace = uri;
        name = localName;
      }
    }

    @Override
    public InputSource resolveEntity(
        @Nullable String name, @Nullable String publicId, @Nullable String base, String systemId) {
      return new InputSource(new StringReader(""));
    }

    @Override
    public void error(SAXParseException broken) throws SAXException {
      throw broken;
    }

    @Override
    public void fatalError(SAXParseException broken) throws SAXException {
      throw broken;
    }
  }
}
