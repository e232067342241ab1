using System.Text.Json.Nodes;

namespace Workshop.Cluster.Registry;

/// <summary>What is wrong with an object, field by field, in Kubernetes' words; all of it is collected before it is said.</summary>
internal sealed class FieldErrors
{
    private readonly List<(string Field, string Reason, string Message)> _errors = [];

    public bool Any => _errors.Count > 0;

    /// <summary>Whether something is not even of the right form: a type, a length, an absent field.</summary>
    public bool AnyOfForm => _errors.Any(error => error.Reason is "FieldValueNotSupported" or "FieldValueRequired" or "FieldValueTooLong" or "FieldValueTooMany" or "FieldValueTypeInvalid");

    public void Required(string field, string detail = "") => Add(field, "FieldValueRequired", detail.Length == 0 ? "Required value" : $"Required value: {detail}");

    public void Invalid(string field, object? value, string detail) =>
        Add(field, "FieldValueInvalid", detail.Length == 0 ? $"Invalid value: {GoText.Value(value)}" : $"Invalid value: {GoText.Value(value)}: {detail}");

    /// <summary>What is wrong as a whole, so that its value says nothing.</summary>
    public void InvalidWhole(string field, string detail) => Add(field, "FieldValueInvalid", $"Invalid value: {detail}");

    /// <summary>One error for each of the details: what a rule of <see cref="Syntax"/> found.</summary>
    public void Invalid(string field, object? value, IEnumerable<string> details)
    {
        foreach (var detail in details)
        {
            Invalid(field, value, detail);
        }
    }

    public void TypeInvalid(string field, object? value, string detail) => Add(field, "FieldValueTypeInvalid", $"Invalid value: {GoText.Value(value)}: {detail}");

    /// <summary>What breaks a rule that a definition wrote itself.</summary>
    /// <param name="reason">FieldValueInvalid, FieldValueForbidden, FieldValueRequired or FieldValueDuplicate.</param>
    /// <param name="type">The type of the value: the value itself may be large.</param>
    public void Broken(string reason, string field, string type, string detail) => Add(field, reason, reason switch
    {
        "FieldValueRequired" => $"Required value: {detail}",
        "FieldValueForbidden" => $"Forbidden: {detail}",
        "FieldValueDuplicate" => $"Duplicate value: {GoText.Quote(type)}",
        _ => $"Invalid value: {GoText.Quote(type)}: {detail}",
    });

    public void Unsupported(string field, object value, params IEnumerable<string> supported) =>
        Add(field, "FieldValueNotSupported", $"Unsupported value: {GoText.Value(value)}: supported values: {string.Join(", ", supported.Select(GoText.Quote))}");

    /// <summary>A word that may be absent, but is none of those that there are.</summary>
    /// <param name="at">Where the object stands.</param>
    public void OneOf(JsonObject from, string field, string at, params IReadOnlyCollection<string> supported)
    {
        if (from.Str(field) is { } value && !supported.Contains(value))
        {
            Unsupported($"{at}.{field}", value, supported);
        }
    }

    public void Duplicate(string field, object value) => Add(field, "FieldValueDuplicate", $"Duplicate value: {GoText.Value(value)}");

    public void NotFound(string field, string value) => Add(field, "FieldValueNotFound", $"Not found: {GoText.Quote(value)}");

    public void Forbidden(string field, string detail) => Add(field, "FieldValueForbidden", $"Forbidden: {detail}");

    public void TooLong(string field, int limit) => Add(field, "FieldValueTooLong", $"Too long: must have at most {limit} bytes");

    /// <summary>A text of a custom resource: its length is counted in characters.</summary>
    public void TooLongText(string field, long limit) => Add(field, "FieldValueTooLong", $"Too long: may not be longer than {limit}");

    public void AddAll(FieldErrors others) => _errors.AddRange(others._errors);

    public JsonArray ToCauses() =>
        [.. _errors.Select(error => new JsonObject { ["reason"] = error.Reason, ["message"] = error.Message, ["field"] = error.Field })];

    public void TooMany(string field, int count, long limit) => Add(field, "FieldValueTooMany", $"Too many: {count}: must have at most {limit} items");

    /// <summary>One error plainly, several as <c>[a, b]</c>, equal ones once.</summary>
    public override string ToString()
    {
        var texts = _errors.Select(error => error.Field.Length == 0 ? error.Message : $"{error.Field}: {error.Message}").Distinct().ToList();
        return texts.Count == 1 ? texts[0] : $"[{string.Join(", ", texts)}]";
    }

    private void Add(string field, string reason, string message) => _errors.Add((field, reason, message));
}
