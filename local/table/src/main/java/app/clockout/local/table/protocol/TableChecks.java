package app.clockout.local.table.protocol;

import static app.clockout.local.table.protocol.TableJson.required;

import app.clockout.local.table.core.TableException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What CreateTable and UpdateTable refuse, in DynamoDB's words and order. */
final class TableChecks {
    private static final int MOST_GLOBAL = 20;
    private static final int MOST_LOCAL = 5;
    private static final int MOST_INCLUDED = 100;
    private static final String UNITS = "ReadCapacityUnits";
    private static final String WRITE_UNITS = "WriteCapacityUnits";

    private TableChecks() {}

    static void checkCreate(Request request) {
        required(request, "TableName");
        new Constraints().table(request.text("TableName"), 3);
        checkMembers(request);
        checkThroughput(request);
        var defined = checkDefinitions(request);
        checkKeys(request, defined);
        var used = new TreeSet<>(names(request));
        checkIndexes(request, defined, used);
        if (!defined.equals(used)) {
            throw TableException.invalidParameters(
                    used.equals(new TreeSet<>(names(request)))
                                    && request.parts("GlobalSecondaryIndexes").isEmpty()
                                    && request.parts("LocalSecondaryIndexes").isEmpty()
                            ? "Number of attributes in KeySchema does not exactly match number of attributes defined in AttributeDefinitions"
                            : "Some AttributeDefinitions are not used. AttributeDefinitions: " + defined
                                    + ", keys used: " + used);
        }
    }

    private static void checkMembers(Request request) {
        var constraints = new Constraints()
                .notNull(request.parameters().get("AttributeDefinitions"), "attributeDefinitions")
                .notNull(request.parameters().get("KeySchema"), "keySchema");
        var keys = request.parts("KeySchema");
        if (request.has("KeySchema") && keys.isEmpty()) {
            constraints.broken("[]", "keySchema", "Member must have length greater than or equal to 1");
        } else if (keys.size() > 2) {
            constraints.broken(
                    keys.stream().map(TableChecks::shown).toList(),
                    "keySchema",
                    "Member must have length less than or equal to 2");
        }
        checkKeyTypes(constraints, keys, "keySchema.");
        var definitions = request.parts("AttributeDefinitions");
        for (int i = 0; i < definitions.size(); i++) {
            constraints.oneOf(
                    definitions.get(i).text("AttributeType"),
                    "attributeDefinitions." + (i + 1) + ".member.attributeType",
                    "B",
                    "N",
                    "S");
        }
        constraints.oneOf(request.text("BillingMode"), "billingMode", "PROVISIONED", "PAY_PER_REQUEST");
        checkStream(constraints, request);
        checkUnits(constraints, request);
        constraints.check();
    }

    static void checkUnits(Constraints constraints, Request request) {
        var throughput = request.part("ProvisionedThroughput");
        for (String name : List.of(UNITS, WRITE_UNITS)) {
            constraints.between(
                    1,
                    Long.MAX_VALUE,
                    throughput.number(name),
                    "provisionedThroughput." + Character.toLowerCase(name.charAt(0)) + name.substring(1));
        }
    }

    static void checkStream(Constraints constraints, Request request) {
        constraints.oneOf(
                request.part("StreamSpecification").text("StreamViewType"),
                "streamSpecification.streamViewType",
                "NEW_IMAGE",
                "OLD_IMAGE",
                "NEW_AND_OLD_IMAGES",
                "KEYS_ONLY");
    }

    private static void checkKeyTypes(Constraints constraints, List<Request> keys, String place) {
        for (int i = 0; i < keys.size(); i++) {
            constraints.oneOf(keys.get(i).text("KeyType"), place + (i + 1) + ".member.keyType", "HASH", "RANGE");
        }
    }

    private static String shown(Request key) {
        return "KeySchemaElement(attributeName=" + key.text("AttributeName") + ", keyType=" + key.text("KeyType") + ")";
    }

    static void checkThroughput(Request request) {
        var units = request.part("ProvisionedThroughput");
        boolean both = units.has(UNITS) && units.has(WRITE_UNITS);
        boolean byRequest = "PAY_PER_REQUEST".equals(request.text("BillingMode"));
        if (byRequest && request.has("ProvisionedThroughput")) {
            throw TableException.invalidParameters(
                    "Neither ReadCapacityUnits nor WriteCapacityUnits can be specified when BillingMode is PAY_PER_REQUEST");
        }
        if (!byRequest && !both) {
            throw TableException.invalidParameters(
                    "ReadCapacityUnits and WriteCapacityUnits must both be specified when BillingMode is PROVISIONED");
        }
    }

    static Set<String> checkDefinitions(Request request) {
        var defined = new TreeSet<String>();
        for (Request definition : request.parts("AttributeDefinitions")) {
            if (!defined.add(required(definition, "AttributeName"))) {
                throw TableException.invalidParameters(
                        "Duplicate AttributeName in AttributeDefinitions: " + definition.text("AttributeName"));
            }
        }
        return defined;
    }

    static List<String> names(Request keys) {
        return keys.parts("KeySchema").stream()
                .map(key -> required(key, "AttributeName"))
                .toList();
    }

    private static void checkKeys(Request request, Set<String> defined) {
        var keys = request.parts("KeySchema");
        if (!"HASH".equals(keys.getFirst().text("KeyType"))) {
            throw TableException.invalid("Invalid KeySchema: The first KeySchemaElement is not a HASH key type");
        }
        if (keys.size() > 1 && !"RANGE".equals(keys.getLast().text("KeyType"))) {
            throw TableException.invalid("Invalid KeySchema: The second KeySchemaElement is not a RANGE key type");
        }
        var names = names(request);
        if (new HashSet<>(names).size() < names.size()) {
            throw TableException.invalid("Invalid KeySchema: Some index key attribute have no definition");
        }
        checkDefined(names, defined);
    }

    private static void checkDefined(List<String> names, Set<String> defined) {
        var missing = names.stream().filter(name -> !defined.contains(name)).toList();
        if (!missing.isEmpty()) {
            throw TableException.invalidParameters(
                    "Some index key attributes are not defined in AttributeDefinitions. Keys: " + names
                            + ", AttributeDefinitions: " + defined);
        }
    }

    private static void checkIndexes(Request request, Set<String> defined, Set<String> used) {
        var seen = new HashSet<String>();
        var local = request.parts("LocalSecondaryIndexes");
        var global = request.parts("GlobalSecondaryIndexes");
        if (!local.isEmpty() && names(request).size() < 2) {
            throw TableException.invalidParameters(
                    "Table KeySchema does not have a range key, which is required when specifying a LocalSecondaryIndex");
        }
        if (local.size() > MOST_LOCAL || global.size() > MOST_GLOBAL) {
            throw TableException.invalidParameters(
                    local.size() > MOST_LOCAL
                            ? "Number of LocalSecondaryIndexes exceeds per-table limit of " + MOST_LOCAL
                            : "GlobalSecondaryIndex count exceeds the per-table limit of " + MOST_GLOBAL);
        }
        for (Request index : local) {
            checkIndex(index, defined, seen);
            if (!names(index).getFirst().equals(names(request).getFirst())) {
                throw TableException.invalidParameters(
                        "Index KeySchema does not have the same leading hash key as table KeySchema "
                                + "for index: " + index.text("IndexName") + ". index hash key: "
                                + names(index).getFirst()
                                + ", table hash key: " + names(request).getFirst());
            }
            if (names(index).size() < 2) {
                throw TableException.invalidParameters(
                        "Index KeySchema does not have a range key for index: " + index.text("IndexName"));
            }
            used.addAll(names(index));
        }
        for (Request index : global) {
            checkIndex(index, defined, seen);
            if ("PAY_PER_REQUEST".equals(request.text("BillingMode")) && index.has("ProvisionedThroughput")) {
                throw TableException.invalidParameters("ProvisionedThroughput should not be specified for index: "
                        + index.text("IndexName") + " when BillingMode is PAY_PER_REQUEST");
            }
            used.addAll(names(index));
        }
    }

    static void checkIndex(Request index, Set<String> defined, Set<String> seen) {
        var name = required(index, "IndexName");
        new Constraints().name(name, "indexName", 3).check();
        if (!seen.add(name)) {
            throw TableException.invalidParameters("Duplicate index name: " + name);
        }
        var constraints = new Constraints();
        checkKeyTypes(constraints, index.parts("KeySchema"), "keySchema.");
        if (index.list("KeySchema").isEmpty()) {
            constraints.broken(null, "keySchema", "Member must not be null");
        }
        constraints.check();
        checkKeys(index, defined);
        checkProjection(index.part("Projection"), index.text("IndexName"));
    }

    private static void checkProjection(Request projection, @Nullable String index) {
        var type = projection.text("ProjectionType");
        if (type == null) {
            throw TableException.invalidParameters("Unknown ProjectionType: null");
        }
        new Constraints()
                .oneOf(type, "projection.projectionType", "ALL", "INCLUDE", "KEYS_ONLY")
                .check();
        var included = new ArrayList<>(projection.list("NonKeyAttributes"));
        if (type.equals("INCLUDE") && included.isEmpty()) {
            throw TableException.invalidParameters("ProjectionType is INCLUDE, but NonKeyAttributes is not specified");
        }
        if (!type.equals("INCLUDE") && projection.has("NonKeyAttributes")) {
            throw TableException.invalidParameters("ProjectionType is " + type + ", but NonKeyAttributes is specified");
        }
        if (included.size() > MOST_INCLUDED) {
            throw TableException.invalidParameters("Too many NonKeyAttributes for index " + index);
        }
    }
}
