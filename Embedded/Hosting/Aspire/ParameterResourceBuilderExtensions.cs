using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

/// <summary>Parameters: values that differ from machine to machine.</summary>
public static class ParameterResourceBuilderExtensions
{
    /// <param name="persist">Keeps a generated value in the state folder. Configuration <c>Parameters:NAME</c> always wins.</param>
    public static IResourceBuilder<ParameterResource> AddParameter(this IDistributedApplicationBuilder builder, string name, ParameterDefault value, bool secret = false, bool persist = false)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(value);
        return builder.AddResource(new ParameterResource(name, value, secret, persist));
    }
}
