import Casework
import Rulebook
import StrictJSON

/// The JSON of an entry, split by sealing class.
///
/// Open: `{"f":{field:answer},"e":{effects}}`. Each sealed class: `{field:answer}`; answers to questions that the rulebook
/// does not know go, as they came, under `"?"` into the narrative class. An answer is a text; codes, dates and numbers carry
/// their kind in front: `c:`, `d:`, `n:`, `t:`, `y:`; several codes are a list.
struct EntryParts {
    let open: [UInt8]
    let sealed: [(class: SealingClass, content: [UInt8])]

    init(_ entry: Entry, definition: RecordDefinition) {
        var writers = [JSONWriter?](repeating: nil, count: 7)
        func add(_ field: String, _ value: FieldValue, to sealingClass: SealingClass) {
            let slot = sealingClass.code
            if writers[slot] == nil {
                writers[slot] = JSONWriter(capacity: sealingClass == .narrative ? 2_048 : 256)
                writers[slot]?.byte(UInt8(ascii: "{"))
            } else {
                writers[slot]?.byte(UInt8(ascii: ","))
            }
            writers[slot]?.string(field)
            writers[slot]?.byte(UInt8(ascii: ":"))
            writers[slot]?.answer(value)
        }
        // In the order of the form; answers without a definition last, as the most sensitive free text.
        let placed = entry.fields.map { (place: definition.place(of: $0.key) ?? .max, id: $0.key, value: $0.value) }
            .sorted { ($0.place, $0.id) < ($1.place, $1.id) }
        for (place, id, value) in placed {
            add(id, value, to: place == .max ? .narrative : definition.fields[place].sealingClass)
        }
        if !entry.aside.isEmpty {
            let members = entry.aside.sorted { $0.key < $1.key }.map {
                JSON.Member(key: $0.key, value: .string($0.value))
            }
            let slot = SealingClass.narrative.code
            if writers[slot] == nil {
                writers[slot] = JSONWriter()
                writers[slot]?.byte(UInt8(ascii: "{"))
            } else {
                writers[slot]?.byte(UInt8(ascii: ","))
            }
            writers[slot]?.raw("\"?\":")
            writers[slot]?.value(.object(members))
        }
        var sealed: [(class: SealingClass, content: [UInt8])] = []
        for sealingClass in SealingClass.sealed {
            guard var writer = writers[sealingClass.code] else { continue }
            writer.byte(UInt8(ascii: "}"))
            sealed.append((sealingClass, writer.bytes))
        }
        self.sealed = sealed
        var opening = JSONWriter(capacity: 512)
        opening.raw("{\"f\":")
        if var fields = writers[SealingClass.open.code] {
            fields.byte(UInt8(ascii: "}"))
            opening.append(fields)
        } else {
            opening.raw("{}")
        }
        opening.raw(",\"e\":")
        opening.effects(entry.effects)
        opening.byte(UInt8(ascii: "}"))
        open = opening.bytes
    }
}

extension JSONWriter {
    mutating func answer(_ value: FieldValue) {
        switch value {
        case .text(let text): string("t:" + text)
        case .code(let code): string("c:" + code)
        case .date(let date): string("d:" + date.description)
        case .number(let number): string("n:" + String(number))
        case .yes(let yes): string(yes ? "y:yes" : "y:no")
        case .codes(let codes): self.value(.array(codes.map { .string($0) }))
        }
    }

    mutating func effects(_ effects: Effects) {
        var members: [JSON.Member] = []
        func add(_ key: String, _ value: JSON) { members.append(.init(key: key, value: value)) }
        if let nation = effects.nation { add("nation", .string(nation.code)) }
        if !effects.moves.isEmpty {
            add("moves", .array(effects.moves.map { [.string($0.record), JSON($0.instance), .string($0.to)] }))
        }
        if !effects.clocks.isEmpty {
            add(
                "clocks",
                .array(
                    effects.clocks.map { change in
                        [
                            .string(change.clock), .string(change.kind.rawValue),
                            change.due.map { JSON($0.dayNumber) } ?? .null,
                            .string(change.basis),
                        ]
                    }))
        }
        if !effects.raises.isEmpty { add("raises", .array(effects.raises.map { .string($0) })) }
        if !effects.settles.isEmpty { add("settles", .array(effects.settles.map { .string($0) })) }
        if !effects.tells.isEmpty { add("tells", .array(effects.tells.map { .string($0) })) }
        value(.object(members))
    }
}

extension FieldValue {
    /// Reads an answer as ``JSONWriter/answer(_:)`` wrote it.
    init?(stored: JSON) {
        switch stored {
        case .array(let items): self = .codes(items.compactMap(\.string))
        case .string(let text):
            let rest = String(text.utf8.dropFirst(2)) ?? ""
            switch text.utf8.first {
            case UInt8(ascii: "t"): self = .text(rest)
            case UInt8(ascii: "c"): self = .code(rest)
            case UInt8(ascii: "d"):
                guard let date = CivilDate(rest) else { return nil }
                self = .date(date)
            case UInt8(ascii: "n"):
                guard let number = Int(rest) else { return nil }
                self = .number(number)
            case UInt8(ascii: "y"): self = .yes(rest == "yes")
            default: return nil
            }
        default: return nil
        }
    }
}

extension Effects {
    /// Reads effects as ``JSONWriter/effects(_:)`` wrote them.
    init(stored: JSON) {
        self.init()
        for member in stored.members ?? [] {
            switch member.key {
            case "nation": nation = member.value.string.map { Nation($0) }
            case "moves":
                moves = (member.value.items ?? []).compactMap { item in
                    guard let parts = item.items, parts.count == 3, let record = parts[0].string,
                        let instance = parts[1].integer,
                        let to = parts[2].string
                    else { return nil }
                    return Move(record: record, instance: instance, to: to)
                }
            case "clocks":
                clocks = (member.value.items ?? []).compactMap { item in
                    guard let parts = item.items, parts.count == 4, let clock = parts[0].string,
                        let kind = parts[1].string.flatMap({ ClockChange.Kind(rawValue: $0) }),
                        let basis = parts[3].string
                    else { return nil }
                    return ClockChange(
                        clock: clock, kind: kind, due: parts[2].integer.map { CivilDate(dayNumber: $0) }, basis: basis)
                }
            case "raises": raises = (member.value.items ?? []).compactMap(\.string)
            case "settles": settles = (member.value.items ?? []).compactMap(\.string)
            case "tells": tells = (member.value.items ?? []).compactMap(\.string)
            default: break
            }
        }
    }
}
