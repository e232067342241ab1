#nullable enable

namespace Aspire.Hosting.ApplicationModel;

public abstract class ParameterDefault
{
    protected ParameterDefault() => throw null!;
    public abstract string GetDefaultValue();
}
