using System.Reflection;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using k8s.Models;

namespace Workshop.Cluster.Registry.Fields;

/// <summary>The schemas of the kinds' classes, each made once.</summary>
internal static partial class FieldSchemas
{
    // Kubernetes keeps these with microseconds; all other times with seconds.
    private static readonly HashSet<string> MicroTimes = ["eventTime", "acquireTime", "renewTime", "lastObservedTime"];

    private static readonly Lock Gate = new();
    private static readonly Dictionary<Type, FieldSchema> Made = [];

    public static FieldSchema Of(Type model)
    {
        lock (Gate)
        {
            return Of_NeedsLock(model, "");
        }
    }

    private static FieldSchema Of_NeedsLock(Type type, string field)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (Scalar(type, field) is { } scalar)
        {
            return scalar;
        }

        if (type.IsGenericType && type.GenericTypeArguments.Length == 2)
        {
            var value = Of_NeedsLock(type.GenericTypeArguments[1], "");
            return new FieldSchema(FieldShape.Map, $"map[string]{value.GoType}") { Element = value };
        }

        if (type.IsGenericType)
        {
            var element = Of_NeedsLock(type.GenericTypeArguments[0], "");
            return new FieldSchema(FieldShape.List, $"[]{element.GoType}") { Element = element };
        }

        return Made.TryGetValue(type, out var made) ? made : ObjectOf_NeedsLock(type);
    }

    private static FieldSchema ObjectOf_NeedsLock(Type type)
    {
        var name = VersionPrefix().Replace(type.Name, "");
        var schema = new FieldSchema(FieldShape.Object, $"v1.{name}")
        {
            TypeName = name,
            Model = type,
            Facts = FieldFacts.Instance.Of(type),
            IsAtomic = FieldFacts.Instance.IsAtomic(type),
        };
        Made[type] = schema;
        foreach (var property in type.GetProperties())
        {
            if (property.GetCustomAttribute<JsonPropertyNameAttribute>()?.Name is { } field)
            {
                schema.Fields[field] = Of_NeedsLock(property.PropertyType, field);
            }
        }

        return schema;
    }

    private static FieldSchema? Scalar(Type type, string field) => type switch
    {
        _ when type == typeof(string) => new FieldSchema(FieldShape.Text, "string"),
        _ when type == typeof(int) => new FieldSchema(FieldShape.Int32, "int32"),
        _ when type == typeof(long) => new FieldSchema(FieldShape.Int64, "int64"),
        _ when type == typeof(double) => new FieldSchema(FieldShape.Double, "float64"),
        _ when type == typeof(bool) => new FieldSchema(FieldShape.Flag, "bool"),
        _ when type == typeof(byte[]) => new FieldSchema(FieldShape.Bytes, "[]uint8"),
        _ when type == typeof(DateTime) => MicroTimes.Contains(field) ? new FieldSchema(FieldShape.MicroTime, "v1.MicroTime") : new FieldSchema(FieldShape.Time, "v1.Time"),
        _ when type == typeof(IntOrString) => new FieldSchema(FieldShape.IntOrString, "intstr.IntOrString"),
        _ when type == typeof(ResourceQuantity) => new FieldSchema(FieldShape.Quantity, "resource.Quantity"),
        _ when type == typeof(object) => new FieldSchema(FieldShape.Raw, "interface {}"),
        _ => null,
    };

    // V1Container, Corev1Event, Discoveryv1EndpointPort, V2MetricSpec → Container, Event, EndpointPort, MetricSpec
    [GeneratedRegex(@"^(?:[A-Z][a-z]+v|V)\d+(?:(?:alpha|beta)\d+)?(?=[A-Z])")]
    private static partial Regex VersionPrefix();
}
