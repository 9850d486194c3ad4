package eu.ttc.grants;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.SAXException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The files of {@code processes/} and the Java that serves them say the same words. What a
 * modelling tool can check (syntax, engine version, layout) is checked by {@code
 * src/docs/diagrams}.
 */
class ModelsTest {

  private static final Path PROCESSES = Path.of("processes");

  private static final String BPMN = "http://www.omg.org/spec/BPMN/20100524/MODEL";
  private static final String BPMNDI = "http://www.omg.org/spec/BPMN/20100524/DI";
  private static final String DMN = "https://www.omg.org/spec/DMN/20191111/MODEL/";
  private static final String ZEEBE = "http://camunda.org/schema/zeebe/1.0";
  private static final String MODELER = "http://camunda.org/schema/modeler/1.0";

  private final List<Model> bpmn = models(".bpmn");
  private final List<Model> dmn = models(".dmn");
  private final List<Form> forms = forms();

  @Test
  @DisplayName("every job type of a model has a constant and a model asks for every constant")
  void jobTypesAreThoseOfTheWorkers() throws ReflectiveOperationException {
    var constants = new HashSet<String>();
    for (Field field : Class.forName("eu.ttc.grants.workers.JobTypes").getDeclaredFields()) {
      if (field.getType() == String.class) {
        field.setAccessible(true);
        constants.add((String) field.get(null));
      }
    }

    assertThat(values(bpmn, ZEEBE, "taskDefinition", "type")).isEqualTo(constants);
  }

  @Test
  void errorCodesAreThoseTheWorkersThrow() {
    var thrown = inJava("workers/src/main/java", "bpmnError\\(\\s*\"([A-Z_]+)\"");

    assertThat(values(bpmn, BPMN, "error", "errorCode")).isEqualTo(thrown);
  }

  @Test
  void publishedMessagesAreWaitedFor() {
    var published = inJava("src/main/java", "publish\\(\\s*\"([a-z-]+)\"");

    assertThat(published).isNotEmpty();
    assertThat(values(bpmn, BPMN, "message", "name")).containsAll(published);
  }

  @Test
  void messagesAreThoseOfTheTable() {
    var row = Pattern.compile("^\\| `([a-z-]+)`", Pattern.MULTILINE);
    var documented =
        row.matcher(read(Path.of("src/docs/messages.md")))
            .results()
            .map(match -> match.group(1))
            .collect(toSet());

    assertThat(documented).isEqualTo(values(bpmn, BPMN, "message", "name"));
  }

  @Test
  @DisplayName("each interaction has a key of its own; only what ends the case has the reference")
  void messagesWaitedForHaveAKeyOfTheApplication() {
    for (var model : bpmn) {
      var subject = isOfACall(model) ? "callReference" : "applicationRef";
      var keys = values(List.of(model), ZEEBE, "subscription", "correlationKey");
      var endingTheCase =
          model.all(BPMN, "subProcess").stream()
              .flatMap(within -> elements(within, BPMN, "startEvent").stream())
              .filter(start -> has(start, BPMN, "messageEventDefinition"))
              .filter(start -> !"false".equals(start.getAttribute("isInterrupting")))
              .map(start -> keyOf(model, start))
              .toList();

      assertThat(endingTheCase).as(model.name()).allMatch("=applicationRef"::equals);
      endingTheCase.forEach(keys::remove);
      assertThat(keys)
          .as(model.name())
          .allMatch(key -> key.startsWith("=" + subject + " + \"/"))
          .hasSize(
              (int)
                  Stream.of("intermediateCatchEvent", "startEvent", "boundaryEvent")
                      .flatMap(kind -> model.all(BPMN, kind).stream())
                      .filter(event -> has(event, BPMN, "messageEventDefinition"))
                      .map(event -> keyOf(model, event))
                      .filter(key -> !key.isEmpty() && !key.equals("=applicationRef"))
                      .count());
    }
  }

  @Test
  void formsAskedForExistAndEveryFormIsAskedFor() {
    assertThat(values(bpmn, ZEEBE, "formDefinition", "formId"))
        .isEqualTo(forms.stream().map(Form::id).collect(toSet()));
  }

  @Test
  void calledProcessesExistAndOnlyTheLifecycleAndWhatWaitsForItsOwnAreNotCalled() {
    var called = values(bpmn, ZEEBE, "calledElement", "processId");
    var notCalled = values(bpmn, BPMN, "process", "id");

    assertThat(notCalled).containsAll(called);
    notCalled.removeAll(called);
    assertThat(notCalled)
        .containsExactlyInAnyOrder(
            "voucher", "innovation-fund", "recovery", "call", "change-request", "co-funding-cure");
  }

  @Test
  @DisplayName("called decisions exist; every other is needed by one that is called")
  void calledDecisionsExistAndEveryDecisionIsUsed() {
    var decisions = values(dmn, DMN, "decision", "id");
    var called = values(bpmn, ZEEBE, "calledDecision", "decisionId");
    var required = values(dmn, DMN, "requiredDecision", "href");

    assertThat(decisions).containsAll(called);
    decisions.removeAll(called);
    assertThat(required.stream().map(href -> href.substring(1))).containsAll(decisions);
  }

  @Test
  void filesAreNamedAsWhatTheyHold() {
    for (var model : bpmn) {
      assertThat(model.all(BPMN, "process").getFirst().getAttribute("id") + ".bpmn")
          .isEqualTo(model.file().getFileName().toString());
    }
    for (var form : forms) {
      assertThat(form.id() + ".form").isEqualTo(form.file().getFileName().toString());
    }
  }

  @Test
  void everyFileSaysItsVersionAndItsEngine() {
    for (var model : bpmn) {
      assertThat(children(model.all(BPMN, "process"), ZEEBE, "versionTag"))
          .as(model.name())
          .isOne();
    }
    for (var model : dmn) {
      assertThat(children(model.all(DMN, "decision"), ZEEBE, "versionTag"))
          .as(model.name())
          .isEqualTo(model.all(DMN, "decision").size());
    }
    for (var model : Stream.concat(bpmn.stream(), dmn.stream()).toList()) {
      var definitions = model.document().getDocumentElement();
      assertThat(definitions.getAttributeNS(MODELER, "executionPlatformVersion"))
          .as(model.name())
          .isEqualTo("8.6.0");
    }
    for (var form : forms) {
      assertThat(form.json())
          .as(form.id())
          .contains("\"versionTag\": \"", "\"executionPlatformVersion\": \"8.6.0\"");
    }
  }

  @Test
  void everyElementIsDrawn() {
    for (var model : bpmn) {
      var drawn = values(List.of(model), BPMNDI, "BPMNShape", "bpmnElement");
      drawn.addAll(values(List.of(model), BPMNDI, "BPMNEdge", "bpmnElement"));

      assertThat(drawn)
          .as(model.name())
          .isEqualTo(
              Stream.concat(model.steps(), model.flows()).map(ModelsTest::id).collect(toSet()));
    }
  }

  @Test
  @DisplayName("every step has a name and an explanation; only where paths join is nothing to say")
  void everyStepIsNamedAndExplained() {
    for (var model : bpmn) {
      assertThat(model.steps().filter(Predicate.not(ModelsTest::joins)))
          .as(model.name())
          .allSatisfy(
              step -> {
                assertThat(step.getAttribute("name")).as(id(step)).isNotBlank();
                assertThat(has(step, BPMN, "documentation")).as(id(step)).isTrue();
              });
    }
  }

  @Test
  void everyDecisionOfAGatewayIsAQuestionWithAnswersAndADefault() {
    for (var model : bpmn) {
      var questions =
          model.all(BPMN, "exclusiveGateway").stream().filter(gateway -> outgoing(gateway) > 1);
      assertThat(questions)
          .as(model.name())
          .allSatisfy(
              gateway -> {
                assertThat(gateway.getAttribute("name")).endsWith("?");
                assertThat(gateway.getAttribute("default")).as(id(gateway)).isNotBlank();
                assertThat(
                        model
                            .flows()
                            .filter(flow -> flow.getAttribute("sourceRef").equals(id(gateway))))
                    .allSatisfy(
                        flow -> assertThat(flow.getAttribute("name")).as(id(flow)).isNotBlank());
              });
    }
  }

  @Test
  void tasksAreNativeAndFormsAreLinkedInTheVersionDeployedTogether() {
    for (var model : bpmn) {
      assertThat(model.all(ZEEBE, "userTaskForm")).as("embedded forms").isEmpty();
      assertThat(model.all(BPMN, "userTask"))
          .allSatisfy(
              task -> {
                assertThat(has(task, ZEEBE, "userTask")).as(id(task)).isTrue();
                assertThat(has(task, ZEEBE, "assignmentDefinition")).as(id(task)).isTrue();
              });
    }
    assertThat(values(bpmn, ZEEBE, "formDefinition", "bindingType")).containsExactly("deployment");
    assertThat(values(bpmn, ZEEBE, "calledElement", "bindingType")).containsExactly("deployment");
  }

  @Test
  @DisplayName("lengths of periods reach running cases, rules do not change under them")
  void onlyTheTableOfDeadlinesIsBoundToItsNewestVersion() {
    for (var model : bpmn) {
      for (var call : model.all(ZEEBE, "calledDecision")) {
        var newest = call.getAttribute("decisionId").equals("deadlines");
        assertThat(call.getAttribute("bindingType"))
            .as(model.name())
            .isIn(newest ? Set.of("", "latest") : Set.of("deployment"));
      }
    }
  }

  @Test
  @DisplayName("what is typed in a form stays in the process that holds the task")
  void calledProcessesGetAndGiveOnlyWhatIsNamed() {
    for (var model : bpmn) {
      for (var call : model.all(ZEEBE, "calledElement")) {
        assertThat(call.getAttribute("propagateAllParentVariables")).isEqualTo("false");
        assertThat(call.getAttribute("propagateAllChildVariables")).isEqualTo("false");
      }
      for (var task : model.all(BPMN, "userTask")) {
        assertThat(task.getElementsByTagNameNS(ZEEBE, "output").getLength())
            .as("outputs of %s", id(task))
            .isPositive();
      }
    }
  }

  @Test
  @DisplayName("a form asks for what its task passes on, and for nothing else")
  void fieldsOfAFormAreTheOutputsOfItsTask() {
    for (var model : bpmn) {
      for (var task : model.all(BPMN, "userTask")) {
        var formId = values(task, ZEEBE, "formDefinition", "formId").iterator().next();
        var form = forms.stream().filter(f -> f.id().equals(formId)).findFirst().orElseThrow();
        assertThat(form.fields()).as(formId).isEqualTo(values(task, ZEEBE, "output", "target"));
      }
    }
  }

  @Test
  @DisplayName("the dossier opens from every form, except before independence is declared")
  void everyFormShowsApplicationDossierAndProblem() {
    assertThat(forms)
        .filteredOn(form -> !form.id().equals("rank-applications"))
        .allSatisfy(
            form -> {
              assertThat(form.json()).contains("{{applicationRef}}", "{{problem}}");
              if (form.id().equals("declare-independence")) {
                assertThat(form.json()).doesNotContain("dossierUrl");
              } else {
                assertThat(form.json()).contains("[Open dossier]({{dossierUrl}})");
              }
            });
  }

  @Test
  void theFormOfThePanelShowsCallRankingAndProblem() {
    assertThat(forms)
        .filteredOn(form -> form.id().equals("rank-applications"))
        .singleElement()
        .satisfies(
            form ->
                assertThat(form.json())
                    .contains(
                        "{{callReference}}", "[Open ranking]({{rankingUrl}})", "{{problem}}"));
  }

  @Test
  void serviceTasksAreTriedFiveTimes() {
    assertThat(values(bpmn, ZEEBE, "taskDefinition", "retries")).containsExactly("5");
  }

  private record Model(Path file, Document document) {

    String name() {
      return file.toString();
    }

    List<Element> all(String namespace, String name) {
      return elements(document.getDocumentElement(), namespace, name);
    }

    Stream<Element> flows() {
      return all(BPMN, "sequenceFlow").stream();
    }

    /** Tasks, events and gateways: what flows begin or end at. */
    Stream<Element> steps() {
      return all(BPMN, "*").stream()
          .filter(element -> has(element, BPMN, "incoming") || has(element, BPMN, "outgoing"))
          .filter(element -> !element.getLocalName().equals("process"))
          .filter(element -> !element.getLocalName().equals("definitions"));
    }
  }

  private record Form(Path file, String json) {

    String id() {
      return matches(json, "(?m)^  \"id\": \"([^\"]+)\"").iterator().next();
    }

    /** Keys of the fields, and paths of lists: the fields of a list come with it. */
    Set<String> fields() {
      return StreamSupport.stream(
              JsonMapper.shared().readTree(json).path("components").spliterator(), false)
          .map(component -> component.path("key").asString(component.path("path").asString("")))
          .filter(key -> !key.isEmpty())
          .collect(toSet());
    }
  }

  /** Whether it is about a whole call, and not about one application. */
  private static boolean isOfACall(Model model) {
    return model.file().getFileName().toString().equals("call.bpmn");
  }

  /** Under which key an event waits for its message; empty for the start of a lifecycle. */
  private static String keyOf(Model model, Element event) {
    var reference = values(event, BPMN, "messageEventDefinition", "messageRef");
    return model.all(BPMN, "message").stream()
        .filter(message -> reference.contains(id(message)))
        .flatMap(message -> values(message, ZEEBE, "subscription", "correlationKey").stream())
        .findFirst()
        .orElse("");
  }

  private static boolean joins(Element step) {
    return step.getLocalName().equals("exclusiveGateway") && outgoing(step) == 1;
  }

  private static int outgoing(Element step) {
    return step.getElementsByTagNameNS(BPMN, "outgoing").getLength();
  }

  private static boolean has(Element element, String namespace, String name) {
    return element.getElementsByTagNameNS(namespace, name).getLength() > 0;
  }

  private static int children(List<Element> parents, String namespace, String name) {
    return parents.stream().mapToInt(parent -> elements(parent, namespace, name).size()).sum();
  }

  private static String id(Element element) {
    return element.getAttribute("id");
  }

  private static Set<String> values(
      List<Model> models, String namespace, String name, String attribute) {
    var found = new HashSet<String>();
    models.forEach(
        model ->
            found.addAll(
                values(model.document().getDocumentElement(), namespace, name, attribute)));
    return found;
  }

  private static Set<String> values(
      Element within, String namespace, String name, String attribute) {
    return elements(within, namespace, name).stream()
        .map(element -> element.getAttribute(attribute))
        .collect(toSet());
  }

  private static List<Element> elements(Element within, String namespace, String name) {
    var nodes = within.getElementsByTagNameNS(namespace, name);
    return IntStream.range(0, nodes.getLength()).mapToObj(i -> (Element) nodes.item(i)).toList();
  }

  private static Set<String> matches(String text, String pattern) {
    return Pattern.compile(pattern)
        .matcher(text)
        .results()
        .map(match -> match.group(1))
        .collect(toSet());
  }

  private static Set<String> inJava(String folder, String pattern) {
    var found = new HashSet<String>();
    files(Path.of(folder), ".java").forEach(file -> found.addAll(matches(read(file), pattern)));
    return found;
  }

  private static List<Form> forms() {
    return files(PROCESSES, ".form").stream().map(file -> new Form(file, read(file))).toList();
  }

  private static List<Model> models(String ending) {
    var factory = DocumentBuilderFactory.newDefaultNSInstance();
    var models = new ArrayList<Model>();
    for (var file : files(PROCESSES, ending)) {
      try {
        models.add(new Model(file, factory.newDocumentBuilder().parse(file.toFile())));
      } catch (IOException | SAXException | ParserConfigurationException e) {
        throw new AssertionError("cannot be read: " + file, e);
      }
    }
    assertThat(models).as("files ending in %s", ending).isNotEmpty();
    return models;
  }

  private static List<Path> files(Path folder, String ending) {
    try (var files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(ending)).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
