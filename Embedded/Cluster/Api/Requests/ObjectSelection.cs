using Microsoft.AspNetCore.Http;
using Workshop.Cluster.Api.Responses;
using Workshop.Cluster.Kinds;
using Workshop.Cluster.Objects;
using Workshop.Cluster.Registry.Selectors;

namespace Workshop.Cluster.Api.Requests;

/// <summary>Which objects of a kind a list, watch or deletecollection means.</summary>
internal sealed class ObjectSelection
{
    private readonly LabelSelector _labels;
    private readonly FieldSelector _fields;
    private readonly string? _name;

    private ObjectSelection(LabelSelector labels, FieldSelector fields, string? name) => (_labels, _fields, _name) = (labels, fields, name);

    public bool IsEverything => _labels.IsEverything && _fields.IsEverything && _name is null;

    /// <param name="name">For a watch whose URL names one object.</param>
    public static ObjectSelection Read(IQueryCollection query, ResourceKind kind, string? name) =>
        new(LabelSelector.Parse(query.Text("labelSelector")), FieldSelector.Parse(query.Text("fieldSelector"), kind), name);

    public bool Matches(StoredObject item) =>
        (_name is null || _name == item.Key.Name)
        && (_fields.IsEverything || _fields.Matches(item))
        && (_labels.IsEverything || _labels.Matches((IReadOnlyDictionary<string, string>)ObjectSlices.Labels(item.Json)));
}
