#nullable enable

namespace Aspire.Hosting.ApplicationModel;

public sealed class GenerateParameterDefault : ParameterDefault
{
    public GenerateParameterDefault() => throw null!;
    public int MinLength { get => throw null!; set => throw null!; }
    public bool Lower { get => throw null!; set => throw null!; }
    public bool Upper { get => throw null!; set => throw null!; }
    public bool Numeric { get => throw null!; set => throw null!; }
    public bool Special { get => throw null!; set => throw null!; }
    public int MinLower { get => throw null!; set => throw null!; }
    public int MinUpper { get => throw null!; set => throw null!; }
    public int MinNumeric { get => throw null!; set => throw null!; }
    public int MinSpecial { get => throw null!; set => throw null!; }
    public override string GetDefaultValue() => throw null!;
}
