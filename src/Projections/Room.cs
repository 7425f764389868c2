namespace Gradients.Projections;
