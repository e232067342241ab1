namespace Workshop.Cluster.Api.Protobuf;

/// <summary>How often a field occurs in its message.</summary>
internal enum FieldShape
{
    Single,
    List,
    Map,
}

/// <summary>A numbered field of a message and what becomes of it in JSON.</summary>
/// <param name="Json">Its name; null: the fields of the message inside belong to the one around it.</param>
/// <param name="Type">string, int, bool …, or a message of the table.</param>
/// <param name="KeepsZero">A Go pointer: when it is there, its zero value is meant. Others write their zero value always, and JSON leaves it out.</param>
internal sealed record ProtobufField(string? Json, string Type, FieldShape Shape, bool KeepsZero)
{
    /// <param name="text">Such as <c>ports=6:[]ContainerPort</c>.</param>
    public static (int Number, ProtobufField Field) Parse(string text)
    {
        var (name, rest) = Cut(text, '=');
        var (number, type) = Cut(rest, ':');
        var keepsZero = type.StartsWith('*');
        type = type.TrimStart('*');
        var shape = type.StartsWith("[]", StringComparison.Ordinal) ? FieldShape.List : type.StartsWith("{}", StringComparison.Ordinal) ? FieldShape.Map : FieldShape.Single;
        type = type.TrimStart('[', ']', '{', '}').TrimStart('*');
        return (int.Parse(number, System.Globalization.CultureInfo.InvariantCulture), new ProtobufField(name == "-" ? null : name, type.Length == 0 ? "string" : type, shape, keepsZero));
    }

    private static (string Head, string Tail) Cut(string text, char at)
    {
        var index = text.IndexOf(at, StringComparison.Ordinal);
        return index < 0 ? (text, "") : (text[..index], text[(index + 1)..]);
    }
}
