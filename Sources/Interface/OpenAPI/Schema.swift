import StrictJSON

/// Short ways to write the schemas of the description.
enum Schema {
    static func reference(_ name: String) -> JSON { ["$ref": .string("#/components/schemas/\(name)")] }

    static func parameter(_ name: String) -> JSON { ["$ref": .string("#/components/parameters/\(name)")] }

    static func header(_ name: String) -> JSON { ["$ref": .string("#/components/headers/\(name)")] }

    static func text(
        _ description: String, example: String? = nil, max: Int? = nil, format: String? = nil, orNull: Bool = false
    ) -> JSON {
        typed(
            "string", description, orNull: orNull,
            [
                ("format", format.map { .string($0) }), ("maxLength", max.map { JSON($0) }),
                ("examples", example.map { [.string($0)] }),
            ])
    }

    static func number(_ description: String, min: Int? = nil) -> JSON {
        typed("integer", description, [("minimum", min.map { JSON($0) })])
    }

    static func flag(_ description: String) -> JSON { typed("boolean", description, []) }

    static func date(_ description: String, orNull: Bool = false) -> JSON {
        text(description, example: "2026-12-01", format: "date", orNull: orNull)
    }

    static func moment(_ description: String, orNull: Bool = false) -> JSON {
        text(description, example: "2026-12-01T09:30:00Z", format: "date-time", orNull: orNull)
    }

    static func choice(_ description: String, _ words: [String]) -> JSON {
        typed("string", description, [("enum", .array(words.map { .string($0) }))])
    }

    static func list(_ description: String, of items: JSON, min: Int? = nil, max: Int? = nil) -> JSON {
        typed(
            "array", description,
            [("items", items), ("minItems", min.map { JSON($0) }), ("maxItems", max.map { JSON($0) })])
    }

    /// A reference with a description of its own, or `null`.
    static func optional(_ name: String, _ description: String) -> JSON {
        ["description": .string(description), "oneOf": [reference(name), ["type": "null"]]]
    }

    /// An object that is sent: nothing else may stand in it.
    static func sent(_ description: String, _ properties: KeyValuePairs<String, JSON>, required: [String] = []) -> JSON
    {
        object(description, properties, required: required, isClosed: true)
    }

    /// An object that is answered: more may be added later. What is not `optional` is always there.
    static func answered(
        _ description: String, _ properties: KeyValuePairs<String, JSON>, optional: [String] = []
    ) -> JSON {
        object(
            description, properties, required: properties.map(\.key).filter { !optional.contains($0) }, isClosed: false)
    }

    static func page(of name: String, _ order: String) -> JSON {
        answered(
            "One page of a list, \(order).",
            [
                "items": list("At most as many as were asked for.", of: reference(name)),
                "next": text(
                    "To be sent as `cursor` for the next page; null on the last one.", orNull: true),
            ])
    }

    /// The content of a body or an answer.
    static func json(_ name: String, example: JSON? = nil, type: String = "application/json") -> JSON {
        var members: [JSON.Member] = [.init(key: "schema", value: reference(name))]
        if let example { members.append(.init(key: "example", value: example)) }
        return .object([.init(key: type, value: .object(members))])
    }

    /// A body that must be sent.
    static func body(_ name: String, example: JSON? = nil, type: String = "application/json") -> JSON {
        ["required": true, "content": json(name, example: example, type: type)]
    }

    private static func object(
        _ description: String, _ properties: KeyValuePairs<String, JSON>, required: [String], isClosed: Bool
    ) -> JSON {
        var members: [JSON.Member] = [
            .init(key: "type", value: "object"), .init(key: "description", value: .string(description)),
            .init(key: "properties", value: .object(properties.map { .init(key: $0.key, value: $0.value) })),
        ]
        if !required.isEmpty { members.append(.init(key: "required", value: .array(required.map { .string($0) }))) }
        if isClosed { members.append(.init(key: "additionalProperties", value: false)) }
        return .object(members)
    }

    private static func typed(
        _ type: String, _ description: String, orNull: Bool = false, _ others: [(String, JSON?)]
    ) -> JSON {
        let type: JSON = orNull ? [.string(type), "null"] : .string(type)
        return .object(
            [.init(key: "type", value: type), .init(key: "description", value: .string(description))]
                + others.compactMap { key, value in value.map { .init(key: key, value: $0) } })
    }
}
