using System.Collections;
using System.Reflection;
using Aspire.Hosting.ApplicationModel;

namespace Workshop.Hosting.Rows;

/// <summary>
/// Two things that Aspire does for its orchestrator's replicas and offers nobody else: a row whose id is not its name, and a row's log that begins anew. Where a later
/// Aspire has them no longer, <see cref="KnowsIds"/> and <see cref="TryForgetLog"/> say so, and rows do with less (Docs/decisions/0065).
/// </summary>
internal static class AspireInternals
{
    private const BindingFlags Private = BindingFlags.Instance | BindingFlags.NonPublic;

    private static readonly Func<string, IResourceAnnotation>? MakeId = FindInstances();
    private static readonly FieldInfo? Loggers = typeof(ResourceLoggerService).GetField("_loggers", Private);

    /// <summary>False: what Aspire publishes by itself about a running row would make a second one.</summary>
    public static bool KnowsIds => MakeId is not null;

    public static void GiveId(IResource resource, string id)
    {
        if (MakeId is not null)
        {
            resource.Annotations.Add(MakeId(id));
        }
    }

    /// <summary>Takes away what a row's log holds for those who will read it.</summary>
    /// <returns>False: it cannot be taken away.</returns>
    public static bool TryForgetLog(ResourceLoggerService loggers, string id)
    {
        loggers.ClearBacklog(id);
        if (Loggers?.GetValue(loggers) is not IDictionary states)
        {
            return false;
        }

        if (states[id] is not { } state)
        {
            return true;
        }

        var type = state.GetType();
        if (type.GetField("_inMemoryEntries", Private)?.GetValue(state) is not { } entries
            || type.GetField("_lock", Private)?.GetValue(state) is not { } gate
            || entries.GetType().GetMethod("Clear", Type.EmptyTypes) is not { } clear)
        {
            return false;
        }

        // Aspire's own lock of these entries.
        Monitor.Enter(gate);
        try
        {
            clear.Invoke(entries, null);
        }
        finally
        {
            Monitor.Exit(gate);
        }

        return true;
    }

    // new DcpInstancesAnnotation([new DcpInstance(id, suffix: id, index: 0)])
    private static Func<string, IResourceAnnotation>? FindInstances()
    {
        var assembly = typeof(IResource).Assembly;
        var instance = assembly.GetType("Aspire.Hosting.ApplicationModel.DcpInstance")?.GetConstructor([typeof(string), typeof(string), typeof(int)]);
        var annotation = assembly.GetType("Aspire.Hosting.ApplicationModel.DcpInstancesAnnotation")?.GetConstructors().FirstOrDefault(constructor => constructor.GetParameters().Length == 1);
        var create = typeof(System.Collections.Immutable.ImmutableArray).GetMethods()
            .FirstOrDefault(method => method is { Name: "Create", IsGenericMethodDefinition: true } && method.GetParameters() is [{ ParameterType.IsGenericParameter: true }]);
        if (instance is null || annotation is null || create is null || !typeof(IResourceAnnotation).IsAssignableFrom(annotation.DeclaringType))
        {
            return null;
        }

        var single = create.MakeGenericMethod(instance.DeclaringType!);
        return annotation.GetParameters()[0].ParameterType.IsAssignableFrom(single.ReturnType)
            ? id => (IResourceAnnotation)annotation.Invoke([single.Invoke(null, [instance.Invoke([id, id, 0])])])
            : null;
    }
}
