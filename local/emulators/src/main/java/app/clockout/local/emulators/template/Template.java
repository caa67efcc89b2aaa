package app.clockout.local.emulators.template;

import app.clockout.local.emulators.template.Value.Call;
import app.clockout.local.emulators.template.Value.Fields;
import app.clockout.local.emulators.template.Value.Items;
import app.clockout.local.emulators.template.Value.Text;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeType;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** A CloudFormation template (the YAML of one, with SAM's resources) as it is written; {@link Resolver} says what it means. */
public final class Template {
    private final String file;
    private final Fields root;

    private Template(String file, Fields root) {
        this.file = file;
        this.root = root;
    }

    /**
     * Reads a template.
     *
     * @throws TemplateException when the file is not YAML, or not a mapping
     */
    public static Template read(Path path) {
        try {
            return parse(String.valueOf(path.getFileName()), Files.readString(path));
        } catch (IOException e) {
            throw new UncheckedIOException("The template " + path + " cannot be read.", e);
        }
    }

    static Template parse(String file, String yaml) {
        var settings = LoadSettings.builder().setLabel(file).build();
        Node node;
        try {
            node = new Compose(settings)
                    .composeString(yaml)
                    .orElseThrow(() -> new TemplateException(file, 1, "the file is empty; a template is understood."));
        } catch (MarkedYamlEngineException e) {
            int line = e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(1);
            throw new TemplateException(file, line, "this is not YAML: " + e.getProblem());
        } catch (YamlEngineException e) {
            throw new TemplateException(file, 1, "this is not YAML: " + e.getMessage());
        }
        var value = new Reader(file).value(node);
        if (!(value instanceof Fields root)) {
            throw new TemplateException(file, value.line(), value.described() + " where a mapping is understood.");
        }
        return new Template(file, root);
    }

    public Map<String, Fields> parameters() {
        return sections("Parameters");
    }

    /** The conditions, each an unevaluated {@code !Equals}, {@code !Not} … */
    public Map<String, Value> conditions() {
        return section("Conditions").fields();
    }

    /** The resources by logical id, in the order they are written. */
    public Map<String, Fields> resources() {
        return sections("Resources");
    }

    public Fields globals() {
        return section("Globals");
    }

    /** The type of a resource, such as {@code AWS::SQS::Queue}. */
    public String type(String logicalId) {
        var resource = resource(logicalId);
        if (resource.get("Type") instanceof Text type) {
            return type.text();
        }
        throw problem(
                resource, "the resource " + logicalId + " has no Type; a text like AWS::SQS::Queue is understood.");
    }

    /** The properties of a resource; none written is an empty mapping. */
    public Fields properties(String logicalId) {
        var resource = resource(logicalId);
        return fields(resource.get("Properties"), resource.line());
    }

    /** The logical ids of one type, in the order they are written. */
    public List<String> resourcesOf(String type) {
        return resources().keySet().stream()
                .filter(logicalId -> type(logicalId).equals(type))
                .toList();
    }

    /** The environment variables of a function, those that {@code Globals} sets for all included. */
    public Map<String, Value> variablesOf(String function) {
        var variables = new LinkedHashMap<String, Value>();
        var properties = properties(function);
        variables.putAll(variables(fields(globals().get("Function"), globals().line())));
        variables.putAll(variables(properties));
        return Collections.unmodifiableMap(variables);
    }

    private Map<String, Value> variables(Fields function) {
        var environment = fields(function.get("Environment"), function.line());
        return fields(environment.get("Variables"), environment.line()).fields();
    }

    /** The resource of this logical id. */
    public Fields resource(String logicalId) {
        var resource = resources().get(logicalId);
        if (resource == null) {
            throw problem(section("Resources"), "there is no resource " + logicalId + ".");
        }
        return resource;
    }

    /** An exception that points at a value, for readers that understand less than the template says. */
    public TemplateException problem(Value value, String problem) {
        return new TemplateException(file, value.line(), problem);
    }

    private Map<String, Fields> sections(String name) {
        var sections = new LinkedHashMap<String, Fields>();
        section(name).fields().forEach((key, value) -> sections.put(key, fields(value, value.line())));
        return Collections.unmodifiableMap(sections);
    }

    private Fields section(String name) {
        return fields(root.get(name), root.line());
    }

    private Fields fields(@Nullable Value value, int line) {
        return switch (value) {
            case null -> new Fields(Map.of(), line);
            case Fields fields -> fields;
            default -> throw problem(value, value.described() + " where a mapping is understood.");
        };
    }

    private record Reader(String file) {
        private static final String FUNCTION = "Fn::";

        Value value(Node node) {
            int line = node.getStartMark().map(mark -> mark.getLine() + 1).orElse(1);
            Value value =
                    switch (node) {
                        case ScalarNode scalar -> new Text(scalar.getValue(), line);
                        case SequenceNode sequence ->
                            new Items(
                                    sequence.getValue().stream()
                                            .map(this::value)
                                            .toList(),
                                    line);
                        case MappingNode mapping -> mapping(mapping, line);
                        default ->
                            throw new TemplateException(
                                    file, line, "this YAML is not understood; use a mapping, list or text.");
                    };
            // A tag of one "!" and a name is CloudFormation's short form of a function.
            String tag = node.getTag().getValue();
            return tag.startsWith("!") && !tag.equals("!") ? new Call(tag.substring(1), value, line) : value;
        }

        private Value mapping(MappingNode mapping, int line) {
            var fields = new LinkedHashMap<String, Value>();
            for (var entry : mapping.getValue()) {
                var key = entry.getKeyNode();
                int keyLine = key.getStartMark().map(mark -> mark.getLine() + 1).orElse(line);
                if (key.getNodeType() != NodeType.SCALAR || key.getTag().equals(Tag.NULL)) {
                    throw new TemplateException(file, keyLine, "a key of a mapping must be a text.");
                }
                String name = ((ScalarNode) key).getValue();
                if (fields.put(name, value(entry.getValueNode())) != null) {
                    throw new TemplateException(file, keyLine, "'" + name + "' is here twice; once is understood.");
                }
            }
            if (fields.size() == 1) {
                var only = fields.entrySet().iterator().next();
                if (only.getKey().equals("Ref")) {
                    return new Call("Ref", only.getValue(), line);
                }
                if (only.getKey().startsWith(FUNCTION)) {
                    return new Call(only.getKey().substring(FUNCTION.length()), only.getValue(), line);
                }
            }
            return new Fields(fields, line);
        }
    }
}
