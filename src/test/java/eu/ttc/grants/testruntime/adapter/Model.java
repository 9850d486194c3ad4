package eu.ttc.grants.testruntime.adapter;

import java.io.StringReader;
import java.util.HashMap;
import java.util.Map;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import org.jspecify.annotations.Nullable;

/** The names people gave the elements of a BPMN file; the engine's records carry ids only. */
record Model(Map<String, String> names, boolean hasStartForm) {

  static final Model NONE = new Model(Map.of(), false);

  static Model read(String xml) {
    var factory = XMLInputFactory.newFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    var names = new HashMap<String, String>();
    boolean inStartEvent = false;
    boolean startForm = false;
    try {
      var reader = factory.createXMLStreamReader(new StringReader(xml));
      while (reader.hasNext()) {
        int event = reader.next();
        if (event == XMLStreamConstants.START_ELEMENT) {
          var id = reader.getAttributeValue(null, "id");
          var name = reader.getAttributeValue(null, "name");
          if (id != null && name != null) {
            names.put(id, name);
          }
          inStartEvent |= reader.getLocalName().equals("startEvent");
          startForm |= inStartEvent && reader.getLocalName().equals("formDefinition");
        } else if (event == XMLStreamConstants.END_ELEMENT
            && reader.getLocalName().equals("startEvent")) {
          inStartEvent = false;
        }
      }
    } catch (XMLStreamException e) {
      throw new IllegalArgumentException("the deployed model is no XML", e);
    }
    return new Model(Map.copyOf(names), startForm);
  }

  @Nullable String nameOf(String elementId) {
    return names.get(elementId);
  }
}
