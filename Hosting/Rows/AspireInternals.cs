using System.Collections;
using System.Reflection;
using System.Threading.Channels;
using Aspire.Hosting.ApplicationModel;

namespace Workshop.Hosting.Rows;

/// <summary>
/// Two things that Aspire does for its orchestrator's replicas and offers nobody else: a row whose id is not its name, and a row's log that begins anew. And one that it
/// leaves undone: readers of rows that have gone are written to for ever (findings/aspire-wait-for-a-state-that-is-there.sh). Where a later Aspire has them no longer,
/// <see cref="KnowsIds"/> and <see cref="TryForgetLog"/> say so, <see cref="Unread"/> is empty, and rows do with less (Docs/decisions/0056).
/// </summary>
internal static class AspireInternals
{
    private const BindingFlags Private = BindingFlags.Instance | BindingFlags.NonPublic;

    private static readonly Func<string, IResourceAnnotation>? MakeId = FindInstances();
    private static readonly PropertyInfo? Readers = typeof(ResourceNotificationService).GetProperty("OnResourceUpdated", Private);
    private static readonly FieldInfo? ReadersLock = typeof(ResourceNotificationService).GetField("_onResourceUpdatedLock", Private);
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

    /// <summary>For each reader of rows that has something to read: the oldest change that it has not read yet.</summary>
    public static IReadOnlyDictionary<Action<ResourceEvent>, ResourceEvent> Unread(ResourceNotificationService notifications)
    {
        var unread = new Dictionary<Action<ResourceEvent>, ResourceEvent>();
        foreach (var reader in (Readers?.GetValue(notifications) as Action<ResourceEvent>)?.GetInvocationList().Cast<Action<ResourceEvent>>() ?? [])
        {
            if (reader.Target is { } closure
                && closure.GetType().GetFields().Select(field => field.GetValue(closure)).OfType<Channel<ResourceEvent>>().FirstOrDefault() is { } queue
                && queue.Reader.TryPeek(out var oldest))
            {
                unread[reader] = oldest;
            }
        }

        return unread;
    }

    /// <summary>Writes no more to a reader.</summary>
    public static void Leave(ResourceNotificationService notifications, Action<ResourceEvent> reader)
    {
        if (ReadersLock?.GetValue(notifications) is not { } gate)
        {
            return;
        }

        // Aspire's own lock of its readers.
        Monitor.Enter(gate);
        try
        {
            Readers!.SetValue(notifications, (Action<ResourceEvent>?)Readers.GetValue(notifications) - reader);
        }
        finally
        {
            Monitor.Exit(gate);
        }
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
