-- What a project got since a container that was seen.
create index container_project on container (project_id, id);
