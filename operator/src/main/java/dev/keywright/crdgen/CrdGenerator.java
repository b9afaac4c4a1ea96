package dev.keywright.crdgen;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.fabric8.crdv2.generator.CRDGenerator;
import io.fabric8.crdv2.generator.CRDPostProcessor;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceColumnDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionVersion;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.fabric8.kubernetes.client.utils.YamlDumpSettingsBuilder;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * Makes the CRDs of every kind. The same classes give the same bytes.
 *
 * <p>fabric8 generates the schemas of the records, {@link SchemaCompletion} adds what it cannot
 * know, and this class the frame: {@code required: [spec]}, the one default (a status that says
 * "not looked at yet", since kstatus takes an object without status for finished), and the columns
 * in their order.
 */
public final class CrdGenerator {
  private static final String HEADER =
      """
      # Generated from the records in operator/src/main/java/dev/keywright/api and the settings of every provider and
      # driver. Do not edit: change a record, then run ./run crds.
      """;

  private final SettingsBlocks blocks;

  CrdGenerator(SettingsBlocks blocks) {
    this.blocks = blocks;
  }

  /**
   * Writes one file per kind.
   *
   * @param args the folder to write to
   */
  public static void main(String[] args) throws IOException {
    if (args.length != 1) {
      throw new IllegalArgumentException("name one folder to write the CRDs to");
    }
    Path folder = Files.createDirectories(Path.of(args[0]));
    for (var file : new CrdGenerator(SettingsBlocks.installed()).files().entrySet()) {
      Files.writeString(folder.resolve(file.getKey()), file.getValue());
    }
  }

  /** The CRDs as YAML, by file name. */
  Map<String, String> files() {
    var serialization =
        new KubernetesSerialization(
            new ObjectMapper(),
            false,
            new YamlDumpSettingsBuilder().setMinimizeQuotes(true).build());
    Map<String, String> files = new TreeMap<>();
    for (CustomResourceDefinition definition : definitions()) {
      files.put(
          definition.getMetadata().getName() + ".yaml", HEADER + serialization.asYaml(definition));
    }
    return files;
  }

  /** The CRDs, one for each kind. */
  List<CustomResourceDefinition> definitions() {
    return ResourceKind.all().stream().map(this::definition).toList();
  }

  private CustomResourceDefinition definition(ResourceKind kind) {
    CustomResourceDefinition definition = generated(kind);
    boolean namespaced = definition.getSpec().getScope().equals("Namespaced");
    SchemaCompletion completion = new SchemaCompletion(kind.kind(), namespaced, blocks);
    for (CustomResourceDefinitionVersion version : definition.getSpec().getVersions()) {
      JSONSchemaProps root = version.getSchema().getOpenAPIV3Schema();
      root.setDescription(kind.description());
      root.setRequired(List.of("spec"));
      JSONSchemaProps spec = property(root, "spec");
      spec.setDescription("What is asked for.");
      completion.complete(kind.spec(), spec, "spec");
      JSONSchemaProps status = property(root, "status");
      status.setDescription("What Keywright knows. Written by Keywright only.");
      status.setDefault(JsonNodeFactory.instance.objectNode().put("observedGeneration", -1));
      completion.complete(kind.status(), status, "status");
      version.setAdditionalPrinterColumns(inOrder(version, kind.columns()));
    }
    return definition;
  }

  /** What fabric8 makes of the classes alone. */
  private static CustomResourceDefinition generated(ResourceKind kind) {
    List<CustomResourceDefinition> found = new ArrayList<>();
    List<Class<? extends HasMetadata>> classes = List.of(kind.resource());
    new CRDGenerator()
        .customResourceClasses(classes)
        .withOutput(new NoOutput())
        .withPostProcessor(
            new CRDPostProcessor() {
              @Override
              public HasMetadata process(HasMetadata generated, String version) {
                found.add((CustomResourceDefinition) generated);
                return generated;
              }
            })
        .generate();
    return found.getFirst();
  }

  private static JSONSchemaProps property(JSONSchemaProps schema, String name) {
    return Objects.requireNonNull(schema.getProperties().get(name), name);
  }

  private static List<CustomResourceColumnDefinition> inOrder(
      CustomResourceDefinitionVersion version, List<String> names) {
    return version.getAdditionalPrinterColumns().stream()
        .sorted(Comparator.comparingInt(column -> names.indexOf(column.getName())))
        .toList();
  }

  /** The generator insists on writing somewhere. */
  private static final class NoOutput implements CRDGenerator.CRDOutput<OutputStream> {
    @Override
    public OutputStream outputFor(String crdName) {
      return OutputStream.nullOutputStream();
    }

    @Override
    public void close() {}
  }
}
