#nullable enable

using System.Globalization;

namespace Aspire.Hosting.Kubernetes.Resources;

public sealed record Int32OrStringV1(int? Number = null, string? Text = null) : IEquatable<int>, IEquatable<string>
{
    public Int32OrStringV1(int value) : this(Number: value)
    {
    }

    public Int32OrStringV1(string? value) : this(Parsed(value), Parsed(value) is null ? value : null)
    {
    }

    public string? Value => Number?.ToString(CultureInfo.InvariantCulture) ?? Text;
    public bool Equals(int other) => Number == other;
    public bool Equals(string? other) => Text == other;
    public override string ToString() => Value ?? "";
    public static implicit operator Int32OrStringV1(int value) => new(value);

    private static int? Parsed(string? text) => int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) ? number : null;
}
